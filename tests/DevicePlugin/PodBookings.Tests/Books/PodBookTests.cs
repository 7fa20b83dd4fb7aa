using Coaster.GpuModel.Inventory;
using Coaster.KubeTesting;
using Coaster.PodBookings.Books;
using Coaster.PodBookings.Disk;
using Coaster.PodBookings.Keys;
using Coaster.PodModel.Pods;
using Coaster.Testing;

namespace Coaster.PodBookings.Tests.Books;

public sealed class PodBookTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestKey _key = new();
    private readonly Recorder _recorder = new();
    private readonly PodBook _book;

    public PodBookTests()
    {
        var disk = new BookingFolder(_folder["state"], _recorder.Troubled);
        disk.Prepare();
        var keys = new KeyKeeper(disk, _recorder.Troubled);
        keys.Take(new Dictionary<string, string> { ["a"] = _key.PublicPem });
        var settings = new PodBookingSettings(Bookings.Node, _folder["state"], "system", "keys");
        _book = new PodBook(settings, new BookingJudge(settings, keys, () => Bookings.Inventory, _ => GpuMode.Auto), disk, _recorder);
    }

    [Fact]
    public void Take_LateAnswerOfAPodThatIsGone_DoesNotBringItBack()
    {
        _book.Take(Facts("a"));
        _book.Remove(["a"]);
        _book.Take(Facts("a"));
        Assert.Empty(_book.Pods);
        Assert.Equal(["accepted a 1", "released a"], _recorder.Told);
        Assert.Equal(["state/keys.json"], _folder.Files());
    }

    [Fact]
    public void Take_Accepted_IsOnTheDiskBeforeAnybodyIsTold()
    {
        var seen = new List<(int Pods, int Files)>();
        _book.Changed += () => seen.Add((_book.Pods.Count, Directory.GetFiles(_folder["state/pods"]).Length));
        _recorder.Heard += () => seen.Add((_book.Pods.Count, Directory.GetFiles(_folder["state/pods"]).Length));
        _book.Take(Facts("a"));
        Assert.Equal([(1, 1), (1, 1)], seen);
    }

    [Fact]
    public void Take_AnnotationIsGone_KeepsWhatTheContainerHolds()
    {
        _book.Take(Facts("a"));
        _book.Take(Facts("a") with { Text = null });
        Assert.Single(_book.Pods["a"].Held);
        Assert.Null(_book.Pods["a"].Fault);
    }

    [Fact]
    public void Take_ProblemOfThePod_IsBadPod()
    {
        _book.Take(Facts("a") with { Containers = [], Problem = "asks for half a device" });
        Assert.Equal(["BadPod a"], _recorder.Told);
    }

    [Fact]
    public void Take_SeveralWaitForOne_FirstThatFitsIsAcceptedAtItsEnd()
    {
        foreach (var pod in new[] { "a", "b", "c" })
            _book.Take(Facts(pod, 700));
        _book.Reconsider();
        Assert.Equal(["accepted a 1", "Overlaps b", "Overlaps c"], _recorder.Told);
        _book.Take(Facts("a", 700) with { IsEnded = true });
        Assert.Equal(["released a", "accepted b 1"], _recorder.Told.Skip(3));
        Assert.Equal(["state/keys.json", "state/pods/b.json"], _folder.Files());
    }

    [Fact]
    public void Contains_MoreThanAreRemembered_ForgetsTheOldest()
    {
        var recent = new RecentUids(2);
        foreach (var uid in new[] { "a", "b", "b", "c" })
            recent.Add(uid);
        Assert.Equal([false, true, true], new[] { "a", "b", "c" }.Select(recent.Contains));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _key.Dispose();
    }

    private PodFacts Facts(string uid, long memoryMiB = 400) => new(
        new PodName("default", uid, uid),
        [new PodContainer("main", ContainerRole.App, new Dictionary<string, int> { ["ten.ai/gpu-mem"] = 8 }, false)],
        _key.Signer.Sign(Bookings.Of(uid, Bookings.Share("main", memoryMiB)), Bookings.Node, 1),
        IsEnded: false);
}
