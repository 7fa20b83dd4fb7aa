using Coaster.KubeApi.Models;
using Coaster.Kubernetes.Tests.Machine;

namespace Coaster.Kubernetes.Tests.Node;

/// <summary>Whatever is restarted under pods, they go on undisturbed, and those that come meanwhile get exactly what was booked for them.</summary>
[Collection(GpuNodeGroup.Name)]
public sealed class RestartTests(GpuNode node)
{
    private const int Standing = 8;
    private const int Coming = 6;
    private const string Checkpoint = "/var/lib/kubelet/device-plugins/kubelet_internal_checkpoint";

    private static int Rounds => Soak.IsOn ? 20 : 2;

    [ClusterFact]
    public Task Agent_Killed_NothingIsLost() => UnderLoadAsync(
        () =>
        {
            node.Agent.Kill();
            node.Agent.Start();
        },
        mayRefuse: true);

    [ClusterFact]
    public Task Kubelet_Restarted_NothingIsLost() => UnderLoadAsync(() => node.Run("restart", "kubelet"), mayRefuse: true);

    [ClusterFact]
    public Task Containerd_Restarted_NothingIsLost() => UnderLoadAsync(() => node.Run("restart", "containerd"));

    [ClusterFact]
    public Task OwnSockets_Deleted_NothingIsLost() => UnderLoadAsync(() =>
    {
        foreach (var socket in Directory.GetFiles(GpuNode.SocketFolder, "ten.ai*"))
            File.Delete(socket);
    });

    /// <summary>
    /// Pods come afterwards: kubelet 1.20 panics over one that it admitted and did not start before its checkpoint went (pod_devices.go, nil map), and
    /// never starts it.
    /// </summary>
    [ClusterFact]
    public Task Checkpoint_RemovedBeforeKubeletStarts_NothingIsLost() => RoundsAsync(Rounds, round => UndisturbedAsync(
        new NodeTruth(node) { KubeletMayDiffer = true },
        mayRefuse: false,
        async () =>
        {
            await node.ListenedAnewAsync(() =>
            {
                node.Run("stop", "kubelet");
                File.Delete(Checkpoint);
                node.Run("start", "kubelet");
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
        await node.ListenedAnewAsync(node.Reboot);
        await node.AdvertisedAsync();
        await new RunningPods(node).UntilRunningOrReplacedAsync();
        await new NodeTruth(node) { KubeletMayDiffer = true }.MustHoldAsync();
    });

    /// <param name="restart">What happens while pods come.</param>
    /// <param name="mayRefuse">Whether kubelet listens to nobody for a moment: it fails those who come then.</param>
    private Task UnderLoadAsync(Action restart, bool mayRefuse = false) => RoundsAsync(Rounds, round => UndisturbedAsync(
        new NodeTruth(node) { KubeletMayDiffer = mayRefuse },
        mayRefuse,
        async () =>
        {
            var coming = RunAsync($"coming{round}-", Coming);
            await (mayRefuse ? node.ListenedAnewAsync(restart) : Task.Run(restart));
            await coming;
        }));

    /// <summary>Nobody can bind a pod meanwhile; those that were bound just before start without it.</summary>
    private Task WithoutApiServerAsync(int rounds, TimeSpan away) => RoundsAsync(rounds, round => UndisturbedAsync(new NodeTruth(node), mayRefuse: false, async () =>
    {
        await RunAsync($"coming{round}-", Coming);
        node.Run("stop", "apiserver");
        await Task.Delay(away);
        node.Run("start", "apiserver");
    }));

    private async Task RoundsAsync(int rounds, Func<int, Task> oneAsync)
    {
        try
        {
            var standing = await RunAsync("standing", Standing);
            for (var round = 0; round < rounds; round++)
            {
                await new RunningPods(node).UntilRunningAsync();
                await oneAsync(round);
                await node.Scheduler.ClearAsync(but: standing);
            }
        }
        finally
        {
            await node.Scheduler.ClearAsync();
        }
    }

    private async Task UndisturbedAsync(NodeTruth truth, bool mayRefuse, Func<Task> restartAsync)
    {
        var before = await new RunningPods(node).ContainersAsync();
        await restartAsync();
        await node.AdvertisedAsync();
        await (mayRefuse ? new RunningPods(node).UntilRunningOrReplacedAsync() : new RunningPods(node).UntilRunningAsync());
        var after = await new RunningPods(node).ContainersAsync();
        Assert.All(before, pod => Assert.Equal((pod.Key, pod.Value), (pod.Key, after[pod.Key])));
        await truth.MustHoldAsync();
    }

    private Task<V1Pod[]> RunAsync(string name, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(number => node.Scheduler.RunAsync($"{name}{number}", 4)));
}
