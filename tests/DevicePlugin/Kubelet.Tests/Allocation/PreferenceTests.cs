using Coaster.Kubelet.Events;
using Coaster.KubeletApi;
using Coaster.KubeletApi.DevicePlugins;

namespace Coaster.Kubelet.Tests.Allocation;

/// <summary>Whom kubelet is taken to mean, asked over its socket.</summary>
public sealed class PreferenceTests
{
    private readonly FakePods _pods = new();

    [Fact]
    public async Task Prefer_OneThatWaits_GetsItsGpu()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:3"), Words.Booked("c", "A:2", isFinished: true));
        plugin.Publish(Words.Resource("ABC", 4));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(kubelet, 2)));
    }

    [Fact]
    public async Task Prefer_TwoOfEqualSize_AreToldApartByTheList()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:2"));
        plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say(Words.Listed("other"), Words.Listed("b"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(kubelet, 2)));
        _pods.Say(Words.Listed("b", [Words.Id('C', 0), Words.Id('C', 1)]), Words.Listed("a"));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(kubelet, 2)));
    }

    /// <summary>That a pod failed is told late, and kubelet lists it until it is deleted.</summary>
    [Fact]
    public async Task Prefer_OneWasRefused_TheOneThatCameLaterIsMeant()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("refused", "B:2", created: 9), Words.Booked("later", "C:2"));
        plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say(Words.Listed("refused"));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(kubelet, 2)));
        _pods.Say(Words.Listed("refused"), Words.Listed("later"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(kubelet, 2)));
    }

    /// <summary>Kubelet's list has no UIDs, and a StatefulSet gives the name to the next one.</summary>
    [Fact]
    public async Task Prefer_AnotherPodHasTheName_LooksAtThePod()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("web-0", "B:2")).AddLate(Words.Booked("web-0", "C:2"));
        _pods.Say(Words.Listed("web-0", [Words.Id('B', 0), Words.Id('B', 1)]));
        plugin.Publish(Words.Resource("ABC", 4));
        await kubelet.EndpointAsync();
        _pods.Say(Words.Listed("web-0"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(kubelet, 2)));
    }

    [Fact]
    public async Task Prefer_OneWasRefusedUnseen_TheYoungestIsMeant()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("refused", "B:2", created: 8), Words.Booked("asked", "C:2", created: 9), Words.Booked("old", "A:2"));
        plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say(Words.Listed("refused"), Words.Listed("asked"), Words.Listed("old"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(kubelet, 2)));
    }

    /// <summary>That but one is known to wait does not say that it is the one: the watch may lag.</summary>
    [Fact]
    public async Task Prefer_OneIsKnownAndAnotherAsked_LooksAtThePod()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("known", "B:2")).AddLate(Words.Booked("late", "C:2"));
        plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say();
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(kubelet, 2)));
        _pods.Say(Words.Listed("late"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(kubelet, 2)));
    }

    [Fact]
    public async Task Prefer_InitContainerThatIsNotListed_IsMeantBeforeThePodHasAnything()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:2", container: "init"));
        plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say(Words.Listed("b"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(kubelet, 2)));
    }

    [Fact]
    public async Task Prefer_WatchLags_LooksAtThePod()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.AddLate(Words.Booked("late", "C:2"));
        plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say([.. Enumerable.Range(0, 3).Select(index => Words.Listed($"other{index}")), Words.Listed("late")]);
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(kubelet, 2)));
        Assert.Equal(["late", "other0", "other1", "other2"], plugin.Booked.Looks.Order());
    }

    [Fact]
    public async Task Prefer_ManyStrangers_LooksAtFew()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 4));
        _pods.Say([.. Enumerable.Range(0, 200).Select(index => Words.Listed($"other{index}"))]);
        Assert.Equal("A:2", Words.Gpus(await PreferAsync(kubelet, 2)));
        Assert.Equal(8, plugin.Booked.Looks.Count);
    }

    [Fact]
    public async Task Prefer_LooksNeverEnd_AnswersAtTheBound()
    {
        await using var plugin = new RunningPlugin(RunningPlugin.Quick with { LookBound = TimeSpan.FromMilliseconds(20) }, pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.IsStuck = true;
        plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:2"));
        plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say(Words.Listed("stranger"), Words.Listed("b"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(kubelet, 2)));
    }

    [Fact]
    public async Task Prefer_ListFails_FallsBackOnTheBookings()
    {
        _pods.Failure = new PodResourcesException("ResourceExhausted: rejected by rate limit");
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:2"));
        plugin.Publish(Words.Resource("ABC", 4));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(kubelet, 2)));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(kubelet, 2)));
        Assert.Equal(1, plugin.Events.Count(KubeletEventKind.Unreadable));
    }

    [Fact]
    public async Task Prefer_ListHangs_AnswersAtTheBound()
    {
        _pods.IsStuck = true;
        await using var plugin = new RunningPlugin(RunningPlugin.Quick with { ListBound = TimeSpan.FromMilliseconds(20) }, pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:2"));
        plugin.Publish(Words.Resource("ABC", 4));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(kubelet, 2)));
    }

    [Fact]
    public async Task Prefer_NothingBooked_IsPacked()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("AB", 4));
        Assert.Equal("A:3", Words.Gpus(await PreferAsync(kubelet, 3)));
    }

    [Fact]
    public async Task Prefer_BadRequests_AnswersEach()
    {
        await using var plugin = new RunningPlugin(pods: _pods);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 4));
        var request = new PreferredAllocationRequest();
        request.ContainerRequests.Add(new ContainerPreferredAllocationRequest { AllocationSize = -1 });
        request.ContainerRequests.Add(new ContainerPreferredAllocationRequest
        {
            AllocationSize = 1, AvailableDeviceIds = { Enumerable.Range(0, 50_001).Select(index => Words.Id('A', index)) },
        });
        request.ContainerRequests.Add(new ContainerPreferredAllocationRequest { AllocationSize = 1, AvailableDeviceIds = { "rubbish", Words.Id('A', 3) } });
        request.ContainerRequests.Add(new ContainerPreferredAllocationRequest { AllocationSize = 0 });
        var answers = (await (await kubelet.EndpointAsync()).Client.GetPreferredAllocationAsync(request)).ContainerResponses;
        Assert.Equal([0, 0, 1, 0], answers.Select(answer => answer.DeviceIds.Count));
    }

    private static async Task<IReadOnlyList<string>> PreferAsync(FakeKubelet kubelet, int size)
    {
        var endpoint = await kubelet.EndpointAsync();
        return await endpoint.PreferAsync(endpoint.Healthy, size);
    }
}
