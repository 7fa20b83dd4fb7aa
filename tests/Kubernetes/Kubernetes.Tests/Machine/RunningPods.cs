using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.Testing;

namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>The pods that the test bound, as the API server tells of them.</summary>
internal sealed class RunningPods(GpuNode node)
{
    /// <summary>Waits until all of them run; one that was refused fails the test at once.</summary>
    public Task UntilRunningAsync() => Waiting.ForAsync(
        async () => (await BoundAsync(MustNotFail)).All(IsReady), () => $"not all run: {string.Join(", ", Waiters())}; the agent says: {node.Agent.Log}");

    /// <summary>
    /// The same, where kubelet may refuse those that come: without a plugin it has no devices to hand out, and fails the pod. A controller makes another
    /// one then, which is done here in its place.
    /// </summary>
    public Task UntilRunningOrReplacedAsync() => Waiting.ForAsync(
        async () =>
        {
            var refused = new List<V1Pod>();
            var bound = await BoundAsync(pod => AddRefused(pod, refused));
            foreach (var pod in refused)
                await node.Scheduler.ReplaceAsync(pod);
            return refused.Count == 0 && bound.All(IsReady);
        },
        () => $"not all run: {string.Join(", ", Waiters())}; the agent says: {node.Agent.Log}");

    /// <summary>Each container's id and how often it was started again.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ContainersAsync() => (await BoundAsync(MustNotFail)).ToDictionary(
        pod => pod.Metadata.Name,
        pod => string.Join(' ', (pod.Status?.ContainerStatuses ?? []).Select(status => $"{status.ContainerID}:{status.RestartCount}")));

    /// <summary>
    /// Kills the first process of a pod's one container, as a fault of its own would, and waits until it runs again. The others end with the first one's
    /// pid namespace (pid_namespaces(7)); killed one after the other, some were gone before their turn.
    /// </summary>
    public async Task CrashAsync(V1Pod pod)
    {
        var before = (await ContainersAsync())[pod.Metadata.Name];
        var id = before.Replace("containerd://", "", StringComparison.Ordinal).Split(':')[0];
        const string Kill = """
            for pid in $(find /sys/fs/cgroup -path "*/$1/cgroup.procs" -exec cat {} + | sort -u); do
                if [[ $(awk '/^NSpid:/ { print $NF }' "/proc/$pid/status") == 1 ]]; then exec kill -KILL "$pid"; fi
            done
            echo "no first process in container $1" >&2; exit 1
            """;
        ProgramRun.Run("bash", ["-c", Kill, "-", id]).MustSucceed();
        await Waiting.ForAsync(async () => (await ContainersAsync())[pod.Metadata.Name] != before, () => $"{pod.Metadata.Name} is not started again");
        await UntilRunningAsync();
    }

    /// <summary>The events of a pod, as <c>reason: message</c>.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(V1Pod pod) =>
        [.. (await node.Client.Events().ListAsync(Cluster.Namespace, new ListOptions($"involvedObject.uid={pod.Metadata.Uid}"))).Items!
            .Select(told => $"{told.Reason}: {told.Message}")];

    private async Task<IReadOnlyList<V1Pod>> BoundAsync(Action<V1Pod> look)
    {
        var all = (await node.Scheduler.Pods.ListAsync(Cluster.Namespace, ListOptions.All)).Items!;
        var bound = all.Where(pod => node.Scheduler.Bound.TryGetValue(pod.Metadata.Name, out var held) && held.Pod.Metadata.Uid == pod.Metadata.Uid).ToList();
        Assert.Equal(node.Scheduler.Bound.Count, bound.Count);
        Assert.All(bound, look);
        return bound;
    }

    private static void MustNotFail(V1Pod pod) =>
        Assert.True(pod.Status?.Phase != "Failed", $"{pod.Metadata.Name} failed: {pod.Status?.Reason}");

    private static void AddRefused(V1Pod pod, List<V1Pod> refused)
    {
        if (pod.Status is { Phase: "Failed", Reason: "UnexpectedAdmissionError" })
            refused.Add(pod);
        else
            MustNotFail(pod);
    }

    private static bool IsReady(V1Pod pod) =>
        pod.Status is { Phase: "Running", ContainerStatuses: { } statuses } && statuses.All(status => status.State?.Running is not null);

    private IEnumerable<string> Waiters() => node.Kubectl("get", "pods", "--no-headers").Split('\n').Where(line => !line.Contains(" Running ", StringComparison.Ordinal));
}
