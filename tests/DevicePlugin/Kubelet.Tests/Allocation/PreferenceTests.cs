using Coaster.Kubelet.Events;
using Coaster.KubeletApi;
using Coaster.KubeletApi.DevicePlugins;

namespace Coaster.Kubelet.Tests.Allocation;

/// <summary>Whom kubelet is taken to mean, asked over its socket.</summary>
public sealed class PreferenceTests : IAsyncLifetime
{
    private readonly FakePods _pods = new();
    private RunningPlugin _plugin = null!;
    private FakeKubelet _kubelet = null!;

    public async Task InitializeAsync()
    {
        _plugin = RunningPlugin.With(_pods);
        _kubelet = await FakeKubelet.StartAsync(_plugin.Folder);
    }

    public async Task DisposeAsync()
    {
        await _kubelet.DisposeAsync();
        await _plugin.DisposeAsync();
    }

    [Fact]
    public async Task Prefer_OneThatWaits_GetsItsGpu()
    {
        _plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:3"), Words.Booked("c", "A:2", isFinished: true));
        _plugin.Publish(Words.Resource("ABC", 4));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(2)));
    }

    [Fact]
    public async Task Prefer_TwoOfEqualSize_AreToldApartByTheList()
    {
        _plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:2"));
        _plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say(Words.Listed("other"), Words.Listed("b"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(2)));
        _pods.Say(Words.Listed("b", [Words.Id('C', 0), Words.Id('C', 1)]), Words.Listed("a"));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(2)));
    }

    /// <summary>That a pod failed is told late, and kubelet lists it until it is deleted.</summary>
    [Fact]
    public async Task Prefer_OneWasRefused_TheOneThatCameLaterIsMeant()
    {
        _plugin.Booked.Add(Words.Booked("refused", "B:2", created: 9), Words.Booked("later", "C:2"));
        _plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say(Words.Listed("refused"));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(2)));
        _pods.Say(Words.Listed("refused"), Words.Listed("later"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(2)));
    }

    /// <summary>Kubelet's list has no UIDs, and a StatefulSet gives the name to the next one.</summary>
    [Fact]
    public async Task Prefer_AnotherPodHasTheName_LooksAtThePod()
    {
        _plugin.Booked.Add(Words.Booked("web-0", "B:2")).AddLate(Words.Booked("web-0", "C:2"));
        _pods.Say(Words.Listed("web-0", [Words.Id('B', 0), Words.Id('B', 1)]));
        _plugin.Publish(Words.Resource("ABC", 4));
        await _kubelet.EndpointAsync();
        _pods.Say(Words.Listed("web-0"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(2)));
    }

    [Fact]
    public async Task Prefer_OneWasRefusedUnseen_TheYoungestIsMeant()
    {
        _plugin.Booked.Add(Words.Booked("refused", "B:2", created: 8), Words.Booked("asked", "C:2", created: 9), Words.Booked("old", "A:2"));
        _plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say(Words.Listed("refused"), Words.Listed("asked"), Words.Listed("old"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(2)));
    }

    /// <summary>That but one is known to wait does not say that it is the one: the watch may lag.</summary>
    [Fact]
    public async Task Prefer_OneIsKnownAndAnotherAsked_LooksAtThePod()
    {
        _plugin.Booked.Add(Words.Booked("known", "B:2")).AddLate(Words.Booked("late", "C:2"));
        _plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say();
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(2)));
        _pods.Say(Words.Listed("late"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(2)));
    }

    [Fact]
    public async Task Prefer_InitContainerThatIsNotListed_IsMeantBeforeThePodHasAnything()
    {
        _plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:2", container: "init"));
        _plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say(Words.Listed("b"));
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(2)));
    }

    [Fact]
    public async Task Prefer_WatchLags_LooksAtThePod()
    {
        _plugin.Booked.AddLate(Words.Booked("late", "C:2"));
        _plugin.Publish(Words.Resource("ABC", 4));
        _pods.Say([.. Enumerable.Range(0, 3).Select(index => Words.Listed($"other{index}")), Words.Listed("late")]);
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(2)));
        Assert.Equal(["late", "other0", "other1", "other2"], _plugin.Booked.Looks.Order());
    }

    /// <summary>Nothing that stood before has devices by the word of a kubelet that lost its books.</summary>
    [Fact]
    public async Task Prefer_KubeletForgotMany_StillLooksAtTheOneThatCame()
    {
        var standing = Enumerable.Range(0, 20).Select(index => $"standing{index}").ToList();
        _plugin.Booked.Add([.. standing.Select(name => Words.Booked(name, "B:2"))]).AddLate(Words.Booked("late", "C:2"));
        _pods.Say([.. standing.Select(name => Words.Listed(name))]);
        _plugin.Publish(Words.Resource("ABC", 4));
        await _kubelet.EndpointAsync();
        _pods.Say([.. standing.Append("late").Select(name => Words.Listed(name))]);
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(2)));
    }

    /// <summary>The one that is asked for is new in the list.</summary>
    [Fact]
    public async Task Prefer_ManyStrangersFromBefore_LooksAtTheNewestFirst()
    {
        var others = Enumerable.Range(0, 20).Select(index => $"other{index}").ToList();
        _plugin.Booked.AddLate(Words.Booked("late", "C:2"));
        _pods.Say([.. others.Select(name => Words.Listed(name))]);
        _plugin.Publish(Words.Resource("ABC", 4));
        await _kubelet.EndpointAsync();
        _pods.Say([.. others.Append("late").Select(name => Words.Listed(name))]);
        Assert.Equal("C:2", Words.Gpus(await PreferAsync(2)));
    }

    [Fact]
    public async Task Prefer_ManyStrangers_LooksAtFew()
    {
        _plugin.Publish(Words.Resource("A", 4));
        _pods.Say([.. Enumerable.Range(0, 200).Select(index => Words.Listed($"other{index}"))]);
        Assert.Equal("A:2", Words.Gpus(await PreferAsync(2)));
        Assert.Equal(8, _plugin.Booked.Looks.Count);
    }

    [Fact]
    public async Task Prefer_ListFails_FallsBackOnTheBookings()
    {
        _pods.Failure = new PodResourcesException("ResourceExhausted: rejected by rate limit");
        _plugin.Booked.Add(Words.Booked("a", "B:2"), Words.Booked("b", "C:2"));
        _plugin.Publish(Words.Resource("ABC", 4));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(2)));
        Assert.Equal("B:2", Words.Gpus(await PreferAsync(2)));
        Assert.Equal(1, _plugin.Events.Count(KubeletEventKind.Unreadable));
    }

    [Fact]
    public async Task Prefer_NothingBooked_IsPacked()
    {
        _plugin.Publish(Words.Resource("AB", 4));
        Assert.Equal("A:3", Words.Gpus(await PreferAsync(3)));
    }

    [Fact]
    public async Task Prefer_BadRequests_AnswersEach()
    {
        _plugin.Publish(Words.Resource("A", 4));
        var request = new PreferredAllocationRequest();
        request.ContainerRequests.Add(new ContainerPreferredAllocationRequest { AllocationSize = -1 });
        request.ContainerRequests.Add(new ContainerPreferredAllocationRequest
        {
            AllocationSize = 1, AvailableDeviceIds = { Enumerable.Range(0, 50_001).Select(index => Words.Id('A', index)) },
        });
        request.ContainerRequests.Add(new ContainerPreferredAllocationRequest { AllocationSize = 1, AvailableDeviceIds = { "rubbish", Words.Id('A', 3) } });
        request.ContainerRequests.Add(new ContainerPreferredAllocationRequest { AllocationSize = 0 });
        var answers = (await (await _kubelet.EndpointAsync()).Client.GetPreferredAllocationAsync(request)).ContainerResponses;
        Assert.Equal([0, 0, 1, 0], answers.Select(answer => answer.DeviceIds.Count));
    }

    private async Task<IReadOnlyList<string>> PreferAsync(int size)
    {
        var endpoint = await _kubelet.EndpointAsync();
        return await endpoint.PreferAsync(endpoint.Healthy, size);
    }
}
