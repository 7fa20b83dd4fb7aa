using Coaster.KubeApi.Models;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>Whatever is restarted under pods, they go on undisturbed, and those that come meanwhile get exactly what was booked for them.</summary>
public sealed class RestartTests(GpuNode node) : GpuNodeTests(node)
{
    private const int Standing = 8;
    private const int Coming = 6;

    private static int Rounds => Soak.IsOn ? 20 : 2;

    [ClusterFact]
    public Task Agent_Killed_NothingIsLost() => UnderLoadAsync(
        () =>
        {
            Node.Agent.Kill();
            Node.Agent.Start();
        },
        mayRefuse: true);

    [ClusterFact]
    public Task Kubelet_Restarted_NothingIsLost() => UnderLoadAsync(() => Node.Run("restart", "kubelet"), mayRefuse: true);

    [ClusterFact]
    public Task Containerd_Restarted_NothingIsLost() => UnderLoadAsync(() => Node.Run("restart", "containerd"));

    [ClusterFact]
    public Task OwnSockets_Deleted_NothingIsLost() => UnderLoadAsync(() =>
    {
        foreach (var socket in Directory.GetFiles(GpuNode.SocketFolder, "ten.ai*"))
            File.Delete(socket);
    });

    /// <summary>Pods come afterwards: kubelet 1.20 panics over one that it admitted and did not start before its checkpoint went, and never starts it.</summary>
    [ClusterFact]
    public Task Checkpoint_RemovedBeforeKubeletStarts_NothingIsLost() => RoundsAsync(Rounds, round => UndisturbedAsync(
        new NodeTruth(Node) { KubeletForgot = true },
        mayRefuse: false,
        async () =>
        {
            await Node.ListenedAnewAsync(() =>
            {
                Node.Run("stop", "kubelet");
                File.Delete(GpuNode.Checkpoint);
                Node.Run("start", "kubelet");
            });
            await RunAsync($"coming{round}-", Coming);
        }));

    [ClusterFact]
    public Task ApiServer_AwayForFiveSeconds_NothingIsLost() => WithoutApiServerAsync(Rounds, TimeSpan.FromSeconds(5));

    [SoakFact]
    public Task ApiServer_AwayForAMinute_NothingIsLost() => WithoutApiServerAsync(5, TimeSpan.FromMinutes(1));

    [ClusterFact]
    public Task Node_Rebooted_EveryPodHasItsOwnAgain() => RoundsAsync(Rounds, async round =>
    {
        await RunAsync($"coming{round}-", Coming);
        await Node.ListenedAnewAsync(Node.Reboot);
        await Node.AdvertisedAsync();
        await new RunningPods(Node).UntilRunningOrReplacedAsync();
        await new NodeTruth(Node).MustHoldAsync();
    });

    /// <param name="restart">What happens while pods come.</param>
    /// <param name="mayRefuse">Whether kubelet listens to nobody for a moment: it fails those who come then.</param>
    private Task UnderLoadAsync(Action restart, bool mayRefuse = false) => RoundsAsync(Rounds, round => UndisturbedAsync(
        new NodeTruth(Node),
        mayRefuse,
        async () =>
        {
            var coming = RunAsync($"coming{round}-", Coming);
            await (mayRefuse ? Node.ListenedAnewAsync(restart) : Task.Run(restart));
            await coming;
        }));

    /// <summary>Nobody can bind a pod meanwhile; those that were bound just before start without it.</summary>
    private Task WithoutApiServerAsync(int rounds, TimeSpan away) => RoundsAsync(rounds, round => UndisturbedAsync(new NodeTruth(Node), mayRefuse: false, async () =>
    {
        await Node.BookedAsync(await RunAsync($"coming{round}-", Coming));
        Node.Run("stop", "apiserver");
        await Task.Delay(away);
        Node.Run("start", "apiserver");
    }));

    private async Task RoundsAsync(int rounds, Func<int, Task> oneAsync)
    {
        var standing = await RunAsync("standing", Standing);
        for (var round = 0; round < rounds; round++)
        {
            await new RunningPods(Node).UntilRunningAsync();
            await oneAsync(round);
            await Node.Scheduler.ClearAsync(but: standing);
        }
    }

    private async Task UndisturbedAsync(NodeTruth truth, bool mayRefuse, Func<Task> restartAsync)
    {
        var before = await new RunningPods(Node).ContainersAsync();
        await restartAsync();
        await Node.AdvertisedAsync();
        await (mayRefuse ? new RunningPods(Node).UntilRunningOrReplacedAsync() : new RunningPods(Node).UntilRunningAsync());
        var after = await new RunningPods(Node).ContainersAsync();
        Assert.All(before, pod => Assert.Equal((pod.Key, pod.Value), (pod.Key, after[pod.Key])));
        await truth.MustHoldAsync();
    }

    private Task<V1Pod[]> RunAsync(string name, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(number => Node.Scheduler.RunAsync($"{name}{number}", 4)));
}
