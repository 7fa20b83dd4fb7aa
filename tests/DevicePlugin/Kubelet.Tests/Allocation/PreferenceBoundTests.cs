namespace Coaster.Kubelet.Tests.Allocation;

/// <summary>Kubelet admits nobody while it waits for us: whom we ask does not hold it up.</summary>
public sealed class PreferenceBoundTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private readonly FakePods _pods = new();

    [Fact]
    public async Task Prefer_LooksNeverEnd_AnswersAtTheBound()
    {
        await using var plugin = new RunningPlugin(RunningPlugin.Quick with { LookBound = Short }, pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.IsStuck = true;
        plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:2"));
        plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say(Words.Listed("stranger"), Words.Listed("b"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(kubelet)));
    }

    [Fact]
    public async Task Prefer_ListHangs_AnswersAtTheBound()
    {
        _pods.IsStuck = true;
        await using var plugin = new RunningPlugin(RunningPlugin.Quick with { ListBound = Short }, pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:2"));
        plugin.Publish(Words.Resource("ABC", 4));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(kubelet)));
    }

    private static async Task<IReadOnlyList<string>> PreferAsync(FakeKubelet kubelet)
    {
        var endpoint = await kubelet.EndpointAsync();
        return await endpoint.PreferAsync(endpoint.Healthy, 2);
    }
}
