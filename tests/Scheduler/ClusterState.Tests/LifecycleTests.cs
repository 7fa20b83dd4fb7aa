using Coaster.GpuModel.Bookings;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;

namespace Coaster.ClusterState.Tests;

public sealed class LifecycleTests
{
    private readonly TestCluster _cluster = new TestCluster().With("a", 1).With("b", 1);

    [Fact]
    public void Prioritize_Pod_TheBestHasTheMostAloneAndIsKeptForIt()
    {
        _cluster.Run(TestCluster.Pod("x", "gpu-mem=100"), "b");
        var first = _cluster.Book.Read(TestCluster.Pod("p", "gpu-mem=40"))!;
        Assert.Equal(10, Assert.Single(_cluster.Book.Prioritize(first, ["a", "b"], 10), score => score == 10));
        Assert.Equal(["b/0: p x"], _cluster.Held);
        Assert.Equal([0], _cluster.Filter(TestCluster.Pod("q", "gpu-mem=40"), "a", "b").Fitting);
    }

    [Fact]
    public void Filter_OneNodeWithRoom_IsKeptAtOnce()
    {
        _cluster.Filter(TestCluster.Pod("p", "gpu=1"), "a");
        Assert.Equal(["a/0: p"], _cluster.Held);
    }

    [Fact]
    public void Sweep_NobodyComesForIt_IsGivenBack()
    {
        _cluster.Filter(TestCluster.Pod("p", "gpu=1"), "a");
        _cluster.Pass(14);
        Assert.Equal(["a/0: p"], _cluster.Held);
        _cluster.Pass(2);
        Assert.Empty(_cluster.Held);
    }

    [Fact]
    public void Reserve_OtherNodeThanAssumed_IsThereAndNowhereElse()
    {
        _cluster.Filter(TestCluster.Pod("p", "gpu=1"), "a");
        Assert.Null(_cluster.Book.Reserve("uid-p", "b").Refusal);
        Assert.Equal(["b/0: p"], _cluster.Held);
    }

    [Fact]
    public void Reserve_NoRoomAnyMore_SaysWhatIsMissing()
    {
        _cluster.Filter(TestCluster.Pod("p", "gpu=1"), "a", "b");
        _cluster.Run(TestCluster.Pod("x", "gpu-mem=1"), "b");
        Assert.Equal("b has no room any more: 1 GPU, 0 wholly free, needs 1", _cluster.Book.Reserve("uid-p", "b").Refusal);
    }

    [Fact]
    public void Reserve_Unknown_SaysSo()
    {
        Assert.Equal("the scheduler does not know the pod; it is tried again", _cluster.Book.Reserve("uid-p", "a").Refusal);
        _cluster.Filter(TestCluster.Pod("p", "gpu=1"), "a");
        Assert.Equal("the scheduler does not know the node z", _cluster.Book.Reserve("uid-p", "z").Refusal);
    }

    [Fact]
    public void Reserve_Again_IsTheSameBookingAndNoOtherNode()
    {
        _cluster.Filter(TestCluster.Pod("p", "gpu-mem=8"), "a", "b");
        var first = _cluster.Book.Reserve("uid-p", "a");
        Assert.Equal(first.Booking, _cluster.Book.Reserve("uid-p", "a").Booking);
        Assert.Equal("the pod is being bound to a already", _cluster.Book.Reserve("uid-p", "b").Refusal);
        var answer = _cluster.Filter(TestCluster.Pod("p", "gpu-mem=8"), "a", "b");
        Assert.Equal([0], answer.Fitting);
        Assert.Equal("the pod is being bound to another node", answer.Failed[0].Verdict.Reason);
    }

    [Fact]
    public void Binding_NobodyKnowsItsOutcome_IsKeptForGood()
    {
        _cluster.Filter(TestCluster.Pod("p", "gpu=1"), "a");
        _cluster.Book.Reserve("uid-p", "a");
        _cluster.Pass(1000);
        Assert.Equal(["a/0: p"], _cluster.Held);
        _cluster.Book.Release("uid-p");
        Assert.Empty(_cluster.Held);
    }

    [Theory]
    [InlineData("Succeeded")]
    [InlineData("Failed")]
    public void Tell_Ended_HoldsNothing(string phase)
    {
        var pod = _cluster.Run(TestCluster.Pod("p", "gpu=1"), "a");
        _cluster.Book.Tell(WatchEventType.Modified, pod with { Metadata = pod.Metadata with { DeletionTimestamp = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc) } });
        Assert.Equal(["a/0: p"], _cluster.Held);
        _cluster.Book.Tell(WatchEventType.Modified, TestCluster.In(pod, phase));
        Assert.Empty(_cluster.Held);
    }

    [Fact]
    public void Tell_GoneBeforeItsContainersRan_HoldsNothing()
    {
        var pod = _cluster.Run(TestCluster.Pod("p", "gpu=1"), "a");
        _cluster.Book.Tell(WatchEventType.Deleted, pod);
        Assert.Empty(_cluster.Held);
    }

    [Fact]
    public void Tell_GoneWhileItsContainersRun_HoldsItForAWhile()
    {
        var pod = _cluster.Run(TestCluster.Pod("p", "gpu=1"), "a");
        _cluster.Book.Tell(WatchEventType.Deleted, TestCluster.Started(pod));
        _cluster.Pass(59);
        Assert.Equal(["a/0: p"], _cluster.Held);
        _cluster.Pass(2);
        Assert.Empty(_cluster.Held);
    }

    [Fact]
    public void Tell_NodeGoneWithPodsThatWereLeaving_HoldsNothing()
    {
        var pod = _cluster.Run(TestCluster.Pod("p", "gpu=1"), "a");
        _cluster.Book.Tell(WatchEventType.Deleted, TestCluster.Started(pod));
        _cluster.Book.Tell(WatchEventType.Deleted, TestCluster.Node("a"));
        _cluster.Pass(1);
        _cluster.With("a", 1);
        Assert.Empty(_cluster.Held);
    }

    [Fact]
    public void Tell_BoundWithoutABookingThatCounts_HoldsNoGpu()
    {
        var booking = new Booking("uid-p", [new ContainerBooking("main", BookingKind.Exclusive, EnforcementTier.Shim, CoreLimit.Soft, [new GpuGrant("GPU-a-0", null, 1, 100)])]);
        foreach (var (text, number) in new[] { null, "{}", TestCluster.Sign(booking, "b"), TestCluster.Sign(booking with { Owner = "uid-q" }, "a") }.Select((text, number) => (text, number)))
            _cluster.Book.Tell(WatchEventType.Added, TestCluster.Bound(TestCluster.Pod(number == 2 ? "p" : $"p{number}", "gpu=1"), "a", text));
        Assert.Empty(_cluster.Held);
        Assert.Equal("it is bound without a booking", _cluster.Book.Explain("default", "p0")!.Problem);
        Assert.Equal("it is signed for the node b, and this is a", _cluster.Book.Explain("default", "p")!.Problem);
    }

    [Fact]
    public void Tell_TheSamePodsAfterARestart_IsTheSameBook()
    {
        V1Pod[] pods = [.. new[] { "gpu-mem=8", "gpu-mem=16,gpu-core=20", "gpu-block=10" }.Select((limits, number) => _cluster.Run(TestCluster.Pod($"p{number}", limits), "a"))];
        var before = _cluster.Held;
        var book = _cluster.Restart();
        foreach (var pod in pods.Reverse())
            book.Tell(WatchEventType.Added, pod);
        _cluster.With("a", 1).With("b", 1);
        Assert.Equal(before, _cluster.Held);
    }

    [Fact]
    public void Reserve_InitContainer_IsNotCountedBesideTheOthers()
    {
        var pod = TestCluster.Pod("p", "gpu-mem=60");
        pod = pod with
        {
            Spec = pod.Spec with
            {
                InitContainers = [TestCluster.Container("init", "gpu-mem=100"), TestCluster.Container("side", "gpu-mem=20", "Always"), TestCluster.Container("late", "gpu-mem=90")],
            },
        };
        _cluster.Run(pod, "a");
        var gpu = Assert.Single(_cluster.Book.View(), node => node.Name == "a").Gpus[0];
        Assert.Equal(30 * 1024, gpu.FreeMiB);
    }

    [Fact]
    public void Explain_PodThatFitsNowhere_SaysWhyAndWhereItNearlyDoes()
    {
        _cluster.Run(TestCluster.Pod("x", "gpu-mem=100"), "a");
        _cluster.Run(TestCluster.Pod("y", "gpu-mem=80"), "b");
        _cluster.Book.Tell(WatchEventType.Added, TestCluster.Pod("p", "gpu-mem=70"));
        var told = _cluster.Book.Explain("default", "p")!;
        Assert.Equal(new NodeReason("b", "1 GPU, most free 60 GiB, needs 70 GiB"), told.Nearest);
        Assert.Equal(["1 GPU, most free 40 GiB, needs 70 GiB", "1 GPU, most free 60 GiB, needs 70 GiB"], told.Reasons.Select(reason => reason.Reason).Order());
        Assert.Null(_cluster.Book.Explain("default", "nobody"));
    }
}
