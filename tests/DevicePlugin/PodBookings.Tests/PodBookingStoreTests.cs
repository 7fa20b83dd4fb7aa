using Coaster.KubeTesting;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings.Tests;

public sealed class PodBookingStoreTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task FindAsync_PodOfTheList_IsBookedAndOnTheDisk()
    {
        _cluster.Listed = [_cluster.Booked("a")];
        _cluster.Run();
        await _cluster.ToldAsync("accepted a 1");
        var held = Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a")).Held;
        Assert.Equal((new PodName("default", "a", "uid-a"), Bookings.Share("main"), false, false, false),
            (held.Pod, held.Booking, held.IsInit, held.IsSidecar, held.IsFinished));
        Assert.Equal(8, held.Resources["ten.ai/gpu-mem"]);
        Assert.Single(_cluster.Store.Held);
        Assert.True(_cluster.Store.Knows("default", "a"));
        Assert.False(_cluster.Store.Knows("other", "a"));
        Assert.Equal(["state/keys.json", "state/pods/uid-a.json"], _cluster.Folder.Files());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_cluster.Folder["state/pods/uid-a.json"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_cluster.Folder["state/pods"]));
        Assert.Equal(0, _cluster.Gets("a"));
        Assert.Contains(_cluster.Server.Calls, call => call.Path == "/api/v1/pods" && call.Query["fieldSelector"] == "spec.nodeName=node1");
    }

    [Fact]
    public async Task FindAsync_ContainersWithoutGpus_HoldNothing()
    {
        var pod = PodText.Pod("a", "uid-a", _cluster.Sign("a"), PodText.Container("mesh"), PodText.Container("main", 8), PodText.Container("extra", 4));
        pod["spec"]!["ephemeralContainers"] = new System.Text.Json.Nodes.JsonArray(PodText.Container("debug"));
        _cluster.Listed = [pod];
        _cluster.Run();
        await _cluster.ToldAsync("accepted a 1");
        Assert.IsType<HoldsNothing>(await _cluster.FindAsync("a", "mesh"));
        Assert.IsType<HoldsNothing>(await _cluster.FindAsync("a", "debug"));
        _cluster.Named["a"] = pod;
        Assert.Contains("gives this container nothing", Why(await _cluster.FindAsync("a", "extra")), StringComparison.Ordinal);
        Assert.Contains("no container of that name", Why(await _cluster.FindAsync("a", "stranger")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_NoBooking_SaysThatNoSchedulerOfOursBookedIt()
    {
        _cluster.Named["a"] = PodText.Pod("a", "uid-a", null);
        _cluster.Open();
        Assert.Contains("no scheduler of Coaster booked", Why(await _cluster.FindAsync("a")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FindAsync_IdentityOfAnotherPod_IsRefused()
    {
        _cluster.Listed = [_cluster.Booked("a")];
        _cluster.Run();
        await _cluster.ToldAsync("accepted a 1");
        Assert.Contains("not what the container says", Why(await _cluster.FindAsync("b", uid: "uid-a")), StringComparison.Ordinal);
        foreach (var hostile in new[] { "../keys", "a/b", "", "a%2f", new string('x', 300) })
        {
            Assert.Contains("is no pod's", Why(await _cluster.FindAsync("a", uid: hostile + "/")), StringComparison.Ordinal);
            Assert.Contains("is no pod's", Why(await _cluster.FindAsync(hostile + "/")), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RunAsync_PodEndsOrIsDeleted_ReleasesItsChargeAndItsFile()
    {
        _cluster.Listed = [_cluster.Booked("a"), _cluster.Booked("b")];
        _cluster.Run();
        await _cluster.ToldAsync("accepted a 1", "accepted b 1");
        var watch = await _cluster.WatchAsync();
        await watch.SendAsync(
            Json.Event("MODIFIED", _cluster.Booked("a").At("11", "Succeeded").ToJsonString()),
            Json.Event("DELETED", _cluster.Booked("b").At("12").ToJsonString()));
        await _cluster.ToldAsync("released a", "released b");
        Assert.Empty(_cluster.Store.Held);
        Assert.Equal(["state/keys.json"], _cluster.Folder.Files());
        Assert.Contains("has ended", Why(await _cluster.FindAsync("a")), StringComparison.Ordinal);
        Assert.False(_cluster.Store.Knows("default", "b"));
    }

    [Fact]
    public async Task RunAsync_VersionTooOld_FindsWhatIsGoneAndNewByListingAgain()
    {
        _cluster.Listed = [_cluster.Booked("a")];
        _cluster.Run();
        var watch = await _cluster.WatchAsync();
        _cluster.Listed = [_cluster.Booked("b")];
        await watch.SendAsync(Json.Gone());
        await _cluster.ToldAsync("accepted a 1", "released a", "accepted b 1");
        Assert.Equal("b", Assert.Single(_cluster.Store.Held).Pod.Name);
    }

    [Fact]
    public async Task RunAsync_RefusedThenReplaced_IsAcceptedAndNothingElseIsDisturbed()
    {
        using var stranger = new TestKey();
        var wrong = _cluster.Booked("a", key: stranger);
        _cluster.Listed = [wrong, _cluster.Booked("b", epoch: 5)];
        _cluster.Run();
        await _cluster.ToldAsync("UnknownKey a", "accepted b 5");
        var watch = await _cluster.WatchAsync();
        await watch.SendAsync(
            Json.Event("MODIFIED", wrong.At("11").ToJsonString()),
            Json.Event("MODIFIED", _cluster.Booked("a").At("12").ToJsonString()),
            Json.Event("MODIFIED", _cluster.Booked("b", epoch: 4).At("13").ToJsonString()));
        await _cluster.ToldAsync("accepted a 1", "StaleEpoch b");
        Assert.Single(_cluster.Recorder.Told, text => text == "UnknownKey a");
        Assert.Equal(["a", "b"], _cluster.Store.Held.Select(held => held.Pod.Name).Order());
    }

    [Fact]
    public async Task RunAsync_LaterStatement_TakesThePlaceOfTheEarlier()
    {
        _cluster.Listed = [_cluster.Booked("a", 900)];
        _cluster.Run();
        await (await _cluster.WatchAsync()).SendAsync(Json.Event("MODIFIED", _cluster.Booked("a", 800, 2).At("11").ToJsonString()));
        await _cluster.ToldAsync("accepted a 1", "accepted a 2");
        Assert.Equal(800, Assert.Single(_cluster.Store.Held).Booking.Grants[0].MemoryMiB);
    }

    [Fact]
    public async Task RunAsync_Overlap_IsRefusedUntilTheOtherHasEnded()
    {
        _cluster.Listed = [_cluster.Booked("a", 700)];
        _cluster.Run();
        var watch = await _cluster.WatchAsync();
        await watch.SendAsync(Json.Event("ADDED", _cluster.Booked("b", 700).ToJsonString()));
        await _cluster.ToldAsync("Overlaps b");
        _cluster.Named["b"] = _cluster.Booked("b", 700);
        Assert.Contains("700 MiB are held by default/a", Why(await _cluster.FindAsync("b")), StringComparison.Ordinal);
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
        await watch.SendAsync(Json.Event("MODIFIED", _cluster.Booked("a", 700).At("12", "Failed").ToJsonString()));
        await _cluster.ToldAsync("accepted b 1");
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("b"));
    }

    [Fact]
    public async Task RunAsync_KeysRotate_CountsTheNewKeyFromThenOn()
    {
        using var next = new TestKey();
        _cluster.Listed = [_cluster.Booked("a"), _cluster.Booked("b", key: next)];
        _cluster.Run();
        await _cluster.ToldAsync("accepted a 1", "UnknownKey b");
        var watch = await _cluster.WatchAsync("configmaps");
        Assert.Equal("metadata.name=keys", watch.Call.Query["fieldSelector"]);
        await watch.SendAsync(Json.Event("MODIFIED", Cluster.KeyMap("8", new() { ["b"] = next.PublicPem })));
        await _cluster.ToldAsync("accepted b 1");
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
    }

    [Theory]
    [InlineData("MODIFIED")]
    [InlineData("DELETED")]
    public async Task RunAsync_KeysAreGone_LastOnesCountOn(string type)
    {
        _cluster.Run();
        var keys = await _cluster.WatchAsync("configmaps");
        await keys.SendAsync(Json.Event(type, Cluster.KeyMap("8", [])));
        await _cluster.UntilAsync(() => _cluster.Recorder.Troubles.Any(text => text.Contains("the last ones count on", StringComparison.Ordinal)));
        _cluster.Named["a"] = _cluster.Booked("a");
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
    }

    [Theory]
    [InlineData(200 << 10)]
    [InlineData(1 << 20)]
    public async Task RunAsync_HugeAnnotation_IsRefusedAndNothingElseIsDisturbed(int length)
    {
        _cluster.Listed = [PodText.Pod("a", "uid-a", new string('x', length)), _cluster.Booked("b")];
        _cluster.Run();
        await _cluster.ToldAsync("TooLarge a", "accepted b 1");
        Assert.Equal("b", Assert.Single(_cluster.Store.Held).Pod.Name);
    }

    [Fact]
    public async Task RunAsync_PodThatCannotBeRead_IsToldByItsNameAndReadAlone()
    {
        _cluster.Options = TestOptions.Quick with { MaxEventBytes = 4096 };
        _cluster.Run();
        var watch = await _cluster.WatchAsync();
        _cluster.Named["a"] = _cluster.Booked("a");
        var large = _cluster.Booked("a");
        large["metadata"]!["annotations"]!["x"] = new string('x', 8192);
        await watch.SendAsync(Json.Event("ADDED", large.ToJsonString()), Json.Event("ADDED", _cluster.Booked("b").ToJsonString()));
        await _cluster.ToldAsync("Unreadable a", "accepted a 1", "accepted b 1");
    }

    [Fact]
    public async Task Recheck_GpusAreKnown_AcceptsWhatWaited()
    {
        _cluster.Inventory = null;
        _cluster.Listed = [_cluster.Booked("a")];
        _cluster.Run();
        await _cluster.UntilAsync(() => _cluster.Store.Knows("default", "a"));
        Assert.Contains("GPUs are not known yet", Why(await _cluster.FindAsync("a")), StringComparison.Ordinal);
        Assert.Empty(_cluster.Recorder.Told);
        _cluster.Inventory = Bookings.Inventory;
        _cluster.Store.Recheck();
        Assert.Equal(["accepted a 1"], _cluster.Recorder.Told);
    }

    [Theory]
    [InlineData("GPU-ff", GpuModel.Inventory.GpuMode.Auto, "UnknownGpu a")]
    [InlineData(Bookings.Gpu0, GpuModel.Inventory.GpuMode.Local, "GpuNotOffered a")]
    public async Task FindAsync_GpuThatIsNotTheClusters_IsRefused(string gpu, GpuModel.Inventory.GpuMode mode, string told)
    {
        (_cluster.Mode, _cluster.Named["a"]) = (mode, _cluster.Booked("a", gpu: gpu));
        _cluster.Keys = null;
        _cluster.Folder.Write("state/keys.json", System.Text.Json.JsonSerializer.Serialize(new { v = 1, keys = new { a = _cluster.Key.PublicPem } }));
        _cluster.Open();
        Assert.Contains(gpu, Why(await _cluster.FindAsync("a")), StringComparison.Ordinal);
        Assert.Equal([told], _cluster.Recorder.Told);
    }

    [Fact]
    public async Task RunAsync_MorePodsThanAreKept_AreToldAndEndedOnesMakeRoom()
    {
        _cluster.Settings = _cluster.Settings with { MaxPods = 1 };
        _cluster.Listed = [_cluster.Booked("a")];
        _cluster.Run();
        var watch = await _cluster.WatchAsync();
        await watch.SendAsync(Json.Event("ADDED", _cluster.Booked("b").ToJsonString()));
        await _cluster.ToldAsync("accepted a 1", "TooManyPods b");
        await watch.SendAsync(
            Json.Event("MODIFIED", _cluster.Booked("a").At("12", "Failed").ToJsonString()), Json.Event("ADDED", _cluster.Booked("c").ToJsonString()));
        await _cluster.ToldAsync("accepted c 1");
    }

    private static string Why(BookingAnswer answer) => Assert.IsType<NotBooked>(answer).Why;
}
