using Coaster.KubeTesting;

namespace Coaster.PodBookings.Tests;

public sealed class LookupTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task FindAsync_WatchTellsNothing_IsFoundByOneCall()
    {
        await RunAsync();
        _cluster.Named["a"] = _cluster.Booked("a");
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
        Assert.Equal(1, _cluster.Gets("a"));
    }

    [Fact]
    public async Task FindAsync_BookingComesLater_IsFoundThen()
    {
        _cluster.Listed = [PodText.Pod("a", "uid-a", null)];
        await RunAsync();
        await _cluster.UntilAsync(() => _cluster.Store.Knows("default", "a"));
        _cluster.Named["a"] = _cluster.Booked("a");
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
    }

    [Fact]
    public async Task FindAsync_OtherPodOfTheName_IsNotTheOneThatIsMeant()
    {
        await RunAsync();
        _cluster.Named["a"] = _cluster.Booked("a");
        Assert.Contains("another one", Why(await _cluster.FindAsync("a", uid: "uid-old")), StringComparison.Ordinal);
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
    }

    [Fact]
    public async Task FindAsync_PodOfAnotherNode_IsRefused()
    {
        await RunAsync();
        _cluster.Named["a"] = _cluster.Booked("a").At("11", node: "node2");
        Assert.Contains("not bound to this node", Why(await _cluster.FindAsync("a")), StringComparison.Ordinal);
        Assert.False(_cluster.Store.Knows("default", "a"));
    }

    [Fact]
    public async Task FindAsync_ManyAtOnceAndSoonAgain_ShareOneCall()
    {
        _cluster.Settings = _cluster.Settings with { LookupMemory = TimeSpan.FromSeconds(1) };
        _cluster.Open();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _cluster.FindAsync("a")));
        Assert.All(answers, answer => Assert.Contains("there is no pod default/a", Why(answer), StringComparison.Ordinal));
        await _cluster.FindAsync("a");
        Assert.Equal(1, _cluster.Gets("a"));
        _cluster.Clock.Advance(TimeSpan.FromSeconds(2));
        await _cluster.FindAsync("a");
        Assert.Equal(2, _cluster.Gets("a"));
    }

    [Fact]
    public async Task FindAsync_ServerIsSilent_EndsWithTheBound()
    {
        _cluster.Settings = _cluster.Settings with { LookupBound = TimeSpan.FromMilliseconds(50) };
        _cluster.Open();
        _cluster.Named["a"] = null;
        Assert.Contains("did not answer within 0.05 s", Why(await _cluster.FindAsync("a")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_ServerIsDown_SaysSo()
    {
        _cluster.IsDown = true;
        _cluster.Open();
        Assert.Contains("cannot be asked", Why(await _cluster.FindAsync("a")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LookAsync_NewPod_IsKnownAfterwards()
    {
        _cluster.Named["a"] = PodText.Pod("a", "uid-a", null);
        _cluster.Open();
        await _cluster.Store.LookAsync("default", "a", _cluster.Token);
        await _cluster.Store.LookAsync("default", "../a", _cluster.Token);
        Assert.True(_cluster.Store.Knows("default", "a"));
        Assert.Single(_cluster.Server.Calls);
    }

    [Fact]
    public async Task LookAsync_ServerIsDown_WaitsForWhatItSaidBefore()
    {
        _cluster.Run();
        var watch = await _cluster.WatchAsync();
        _cluster.IsDown = true;
        var look = _cluster.Store.LookAsync("default", "a", _cluster.Token);
        while (_cluster.Gets("a") == 0)
            await Task.Delay(1);
        Assert.False(look.IsCompleted);
        await watch.SendAsync(Json.Event("ADDED", _cluster.Booked("a").At("11").ToJsonString()));
        await look;
        Assert.True(_cluster.Store.Knows("default", "a"));
    }

    [Fact]
    public async Task LookAsync_ServerIsSilentAndPodIsKnown_EndsWithTheLook()
    {
        _cluster.Settings = _cluster.Settings with { LookupBound = TimeSpan.FromMilliseconds(50) };
        _cluster.Listed = [_cluster.Booked("a")];
        _cluster.Named["a"] = null;
        _cluster.Run();
        await _cluster.UntilAsync(() => _cluster.Store.Knows("default", "a"));
        await _cluster.Store.LookAsync("default", "a", _cluster.Token);
        Assert.Equal(1, _cluster.Gets("a"));
    }

    [Fact]
    public async Task LookAsync_ServerIsDownAndWatchTellsNothing_EndsWithTheToken()
    {
        _cluster.IsDown = true;
        _cluster.Open();
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cluster.Store.LookAsync("default", "a", limit.Token));
    }

    [Fact]
    public async Task RunAsync_PodThatTheWatchNeverTold_IsGoneWhenItsNameIs()
    {
        _cluster.Settings = _cluster.Settings with { SweepInterval = TimeSpan.FromMilliseconds(5) };
        await RunAsync();
        _cluster.Named["a"] = _cluster.Booked("a");
        await _cluster.FindAsync("a");
        Assert.Single(_cluster.Store.Held);
        Assert.True(_cluster.Named.TryRemove("a", out _));
        await _cluster.ToldAsync("released a");
        Assert.False(_cluster.Store.Knows("default", "a"));
    }

    private async Task RunAsync()
    {
        _cluster.Run();
        await _cluster.WatchAsync();
    }

    private static string Why(BookingAnswer answer) => Assert.IsType<NotBooked>(answer).Why;
}
