using Coaster.Kubelet.Events;

namespace Coaster.Kubelet.Tests.Drifts;

public sealed class DriftReviewTests
{
    private readonly FakePods _pods = new();

    [Fact]
    public async Task Review_OtherGpu_IsToldOnceAndEnds()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        plugin.Booked.Add(Words.Booked("a", "A:2"));
        _pods.Say(Words.Listed("a", [Words.Id('B', 0), Words.Id('B', 1)]));
        plugin.Publish(Words.Resource("AB", 4));
        await Until.TrueAsync(() => plugin.Host.Status.Drifts.Count == 1);
        var asked = _pods.Asked;
        await Until.TrueAsync(() => _pods.Asked > asked + 2);
        Assert.Equal(1, plugin.Events.Count(KubeletEventKind.Drift));
        _pods.Failure = new InvalidOperationException("gone");
        await Until.TrueAsync(() => plugin.Events.Count(KubeletEventKind.Unreadable) == 1);
        Assert.Single(plugin.Host.Status.Drifts);
        _pods.Failure = null;
        _pods.Say(Words.Listed("a", [Words.Id('A', 0), Words.Id('A', 1)]));
        await Until.TrueAsync(() => plugin.Host.Status.Drifts.Count == 0);
    }

    [Fact]
    public async Task Allocate_OtherGpu_IsReviewedSoon()
    {
        await using var plugin = new RunningPlugin(RunningPlugin.Quick with { ReviewEvery = TimeSpan.FromDays(1) }, pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("a", "A:1"));
        plugin.Publish(Words.Resource("AB", 4));
        var endpoint = await kubelet.EndpointAsync();
        await Until.TrueAsync(() => _pods.Asked > 0);
        _pods.Say(Words.Listed("a", [Words.Id('B', 0)]));
        await endpoint.AllocateAsync([Words.Id('B', 0)]);
        await Until.TrueAsync(() => plugin.Host.Status.Drifts.Count == 1);
    }
}
