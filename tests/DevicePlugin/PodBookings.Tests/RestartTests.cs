using Coaster.KubeTesting;

namespace Coaster.PodBookings.Tests;

public sealed class RestartTests : IAsyncLifetime
{
    private Cluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        _cluster.Listed = [_cluster.Booked("a", 700, 5)];
        _cluster.Run();
        await _cluster.ToldAsync("accepted a 5");
        await _cluster.StopAsync();
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task FindAsync_ServerIsDown_AnswersFromTheDisk()
    {
        _cluster.IsDown = true;
        _cluster.Run();
        var held = Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a")).Held;
        Assert.Equal((Bookings.Share("main", 700), 8), (held.Booking, held.Resources["ten.ai/gpu-mem"]));
        Assert.Empty(_cluster.Recorder.Told);
    }

    [Fact]
    public async Task FindAsync_GpusAreNotKnown_KeepsWhatIsOnTheDisk()
    {
        _cluster.Inventory = null;
        _cluster.Open();
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
    }

    [Fact]
    public async Task FindAsync_KeysFromTheDisk_StillVerify()
    {
        _cluster.Keys = null;
        _cluster.Named["b"] = _cluster.Booked("b", 300);
        _cluster.Named["c"] = _cluster.Booked("c", 301);
        _cluster.Open();
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("b"));
        Assert.Contains("Overlaps", Assert.IsType<NotBooked>(await _cluster.FindAsync("c")).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_PodWentMeanwhile_LosesItsFile()
    {
        _cluster.Listed = [];
        _cluster.Run();
        await _cluster.ToldAsync("released a");
        Assert.Equal(["state/keys.json"], _cluster.Folder.Files());
    }

    [Fact]
    public async Task RunAsync_OlderStatementIsPutBack_IsStale()
    {
        _cluster.Listed = [_cluster.Booked("a", 100, 4)];
        _cluster.Run();
        await _cluster.ToldAsync("StaleEpoch a");
        Assert.Equal(700, Assert.Single(_cluster.Store.Held).Booking.Grants[0].MemoryMiB);
    }

    [Fact]
    public async Task RunAsync_KeyWasRemovedMeanwhile_TakesNothingFromWhatRuns()
    {
        using var next = new TestKey();
        _cluster.Keys = new() { ["b"] = next.PublicPem };
        _cluster.Run();
        await _cluster.WatchAsync();
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
        await _cluster.StopAsync();
        _cluster.Open();
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
    }

    [Theory]
    [InlineData("pods/uid-a.json", 0)]
    [InlineData("pods/uid-a.json", 100)]
    [InlineData("keys.json", 0)]
    [InlineData("keys.json", 100)]
    public async Task Open_FileCutOff_IsMovedAsideAndReadAgainFromTheServer(string file, int length)
    {
        var path = _cluster.Folder[$"state/{file}"];
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);
        _cluster.Run();
        await _cluster.UntilAsync(() => File.Exists(path));
        Assert.True(File.Exists(path + ".broken"));
        Assert.Contains(_cluster.Recorder.Troubles, text => text.Contains("moved aside", StringComparison.Ordinal));
        await _cluster.UntilAsync(() => _cluster.Store.Held.Count == 1);
    }

    [Fact]
    public async Task Open_LeftoversOfACrash_AreClearedUp()
    {
        _cluster.Folder.Write("state/pods/uid-b.json.77.coaster-tmp", "{").Write("state/keys.json.77.coaster-tmp", "{").Write("state/pods/note", "x");
        _cluster.Open();
        Assert.Equal(["state/keys.json", "state/pods/note", "state/pods/uid-a.json"], _cluster.Folder.Files());
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("a"));
    }

    [Fact]
    public void Open_FileOfAnotherName_IsMovedAside()
    {
        File.Copy(_cluster.Folder["state/pods/uid-a.json"], _cluster.Folder["state/pods/uid-z.json"]);
        _cluster.Open();
        Assert.True(File.Exists(_cluster.Folder["state/pods/uid-z.json.broken"]));
        Assert.Single(_cluster.Store.Held);
    }

    [Fact]
    public void Open_TextThatItsKeyDidNotSign_IsMovedAside()
    {
        var path = _cluster.Folder["state/pods/uid-a.json"];
        File.WriteAllText(path, File.ReadAllText(path).Replace(":700,", ":701,", StringComparison.Ordinal));
        _cluster.Open();
        Assert.Contains("BadSignature", Assert.Single(_cluster.Recorder.Troubles), StringComparison.Ordinal);
        Assert.Empty(_cluster.Store.Held);
    }

    [Fact]
    public async Task FindAsync_DiskCannotBeWritten_IsRefusedUntilItCan()
    {
        _cluster.Named["b"] = _cluster.Booked("b", 100);
        _cluster.Open();
        Directory.CreateDirectory(_cluster.Folder["state/pods/uid-b.json"]);
        Assert.Contains("NotKept", Assert.IsType<NotBooked>(await _cluster.FindAsync("b")).Why, StringComparison.Ordinal);
        Directory.Delete(_cluster.Folder["state/pods/uid-b.json"]);
        Assert.IsType<ContainerBooked>(await _cluster.FindAsync("b"));
    }
}
