using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>Two hundred pods at once, of equal and of mixed sizes, and again while a part of them comes and goes.</summary>
public sealed class ManyPodsTests(GpuNode node) : GpuNodeTests(node)
{
    private const int Pods = 200;
    private const double Part = 0.2;
    private static readonly int[] Sizes = [1, 2, 3, 5, 8];

    private static int Rounds => Soak.IsOn ? 10 : 0;

    /// <summary>One half all alike.</summary>
    [ClusterFact]
    public Task Pods_OfMixedSizes_HaveExactlyWhatWasBookedForThem() => ComeAndGoAsync(number => number % 2 == 0
        ? Node.Scheduler.RunAsync($"pod{number}", 4)
        : Node.Scheduler.RunAsync($"pod{number}", Sizes[number % Sizes.Length], core: number % 4 == 1 ? 1 : 0));

    /// <summary>Nothing but its identity tells a pod from the others.</summary>
    [SoakFact]
    public Task Pods_AllAlike_HaveExactlyWhatWasBookedForThem() => ComeAndGoAsync(number => Node.Scheduler.RunAsync($"pod{number}", 4));

    private async Task ComeAndGoAsync(Func<int, Task> runAsync)
    {
        await Task.WhenAll(Enumerable.Range(0, Pods).Select(runAsync));
        await CheckAsync();
        for (var round = 0; round < Rounds; round++)
        {
            await Node.Scheduler.DeleteSomeAsync(Part);
            await Task.WhenAll(Enumerable.Range(0, Pods).Where(number => !Node.Scheduler.Bound.ContainsKey($"pod{number}")).ToList().Select(runAsync));
            await CheckAsync();
        }
    }

    private async Task CheckAsync()
    {
        await new RunningPods(Node).UntilRunningAsync();
        await new NodeTruth(Node).MustHoldAsync();
    }
}
