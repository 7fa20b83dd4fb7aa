using Coaster.GpuModel.Inventory;
using Coaster.Health.Book;
using Coaster.Health.Judging;
using Coaster.Health.Probing;

namespace Coaster.Health.Tests.Judging;

public sealed class HealthStateTests
{
    private const string A = "GPU-a", B = "GPU-b";
    private readonly FakeClock _clock = new();
    private readonly HealthState _state;

    public HealthStateTests() => _state = new HealthState(new HealthPolicy(), _clock);

    [Fact]
    public void Conclude_NewGpu_IsUnknownUntilItIsLookedAt()
    {
        _state.Listed(Found(A));
        Assert.Empty(_state.Conclude());
        Assert.Null(_state.Book().Find(A));
        Look(A);
        Assert.Equal((GpuHealth.Healthy, ""), Assert.Single(_state.Conclude()) is var told ? (told.Health, told.Reason) : default);
        Assert.Empty(_state.Conclude());
    }

    [Fact]
    public void Conclude_NoEventsAndNoComplaint_StaysHealthyAndSilent()
    {
        Begin(A);
        for (var i = 0; i < 5; i++)
            Assert.Empty(After(1.5, A));
    }

    [Theory]
    [InlineData(79, GpuHealth.Lost)]
    [InlineData(48, GpuHealth.Degraded)]
    [InlineData(119, GpuHealth.Degraded)]
    public void Happened_XidOfTheGpu_EndsAfterTheQuietPeriod(int xid, GpuHealth expected)
    {
        Begin(A, B);
        Assert.Null(Xid(A, xid));
        var told = Assert.Single(_state.Conclude());
        Assert.Equal((A, expected, (int?)xid), (told.Uuid, told.Health, told.Xid));
        Assert.StartsWith($"XID {xid}: ", told.Reason);
        Assert.Empty(After(2, A));
        Assert.Empty(After(4.9, A));
        Assert.Equal(GpuHealth.Healthy, Assert.Single(After(0.2, A)).Health);
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(31, true)]
    [InlineData(94, true)]
    [InlineData(900, false)]
    public void Happened_XidOfAProgram_IsToldAndChangesNothing(int xid, bool known)
    {
        Begin(A);
        var fault = Xid(A, xid, gpuInstance: 3);
        Assert.Equal((A, xid, known, null, 3), (fault!.Uuid, fault.Xid, fault.IsKnown, fault.Pid, fault.GpuInstance));
        Assert.Empty(_state.Conclude());
    }

    [Fact]
    public void Happened_Notice_IsNeitherToldNorHeld()
    {
        Begin(A);
        Assert.Null(Xid(A, 154));
        Assert.Empty(_state.Conclude());
    }

    [Fact]
    public void Happened_XidAgain_BeginsTheQuietPeriodAnew()
    {
        Begin(A);
        Xid(A, 48);
        After(0.5, A);
        After(4, A);
        Xid(A, 48);
        Assert.Empty(_state.Conclude());
        Assert.Empty(After(4, A));
        Assert.Empty(After(4.9, A));
        Assert.Single(After(0.2, A));
    }

    [Fact]
    public void Looked_AskedBeforeTheXid_SaysNothingAboutIt()
    {
        Begin(A);
        var asked = _state.Now;
        _clock.Advance(1);
        Xid(A, 79);
        _state.Conclude();
        _state.Looked(A, new GpuLook(), asked);
        _clock.Advance(20);
        Assert.Empty(_state.Conclude());
    }

    [Fact]
    public void Happened_XidsInTurn_TellTheFirstAndTheWorse()
    {
        Begin(A);
        Xid(A, 48);
        Assert.Single(_state.Conclude());
        Xid(A, 95);
        Assert.Empty(_state.Conclude());
        Xid(A, 79);
        Assert.Equal(79, Assert.Single(_state.Conclude()).Xid);
        Xid(A, 48);
        Assert.Empty(_state.Conclude());
    }

    [Fact]
    public void Looked_Complaint_LastsUntilItIsGoneForTheQuietPeriod()
    {
        Begin(A);
        Assert.Equal("a memory row could not be replaced", Assert.Single(After(1, A, new GpuLook { RowFailed = true })).Reason);
        Assert.Empty(After(60, A, new GpuLook { RowFailed = true }));
        Assert.Empty(After(1, A));
        Assert.Single(After(5, A));
    }

    [Fact]
    public void Looked_EccErrorsAfterItsXid_KeepsTheXidsWords()
    {
        Begin(A);
        Xid(A, 48);
        _state.Conclude();
        Assert.Empty(After(1, A, new GpuLook { UncorrectedErrors = 2 }));
        Assert.Empty(After(60, A, new GpuLook { UncorrectedErrors = 2 }));
        Assert.Empty(After(1, A));
        Assert.Single(After(5, A));
    }

    [Fact]
    public void Looked_LostGpuThatAnswersWithAComplaint_IsDegraded()
    {
        Begin(A);
        Assert.Equal((GpuHealth.Lost, "GPU is lost"), Assert.Single(After(1, A, new GpuLook { Silence = "GPU is lost" })) is var lost ? (lost.Health, lost.Reason) : default);
        var back = Assert.Single(After(1, A, new GpuLook { RecoveryAction = 1 }));
        Assert.Equal((GpuHealth.Degraded, "the driver asks for a reset of it"), (back.Health, back.Reason));
    }

    [Fact]
    public void Listed_GpuThatIsGone_StaysInTheBookAsLostUntilItAnswersAgain()
    {
        Begin(A, B);
        _state.Listed(Found(A));
        var told = Assert.Single(_state.Conclude());
        Assert.Equal((B, GpuHealth.Lost, "the driver no longer lists it"), (told.Uuid, told.Health, told.Reason));
        Assert.Equal(told, _state.Book().Find(B));
        _clock.Advance(1);
        _state.Listed(Found(A, B));
        Assert.Empty(After(1, B));
        Assert.Equal(GpuHealth.Healthy, Assert.Single(After(5, B)).Health);
    }

    [Fact]
    public void Listed_NoDriver_StallsAllUntilTheyAnswer()
    {
        Begin(A, B);
        _state.Listed(new GpuListing.Gone("no driver"));
        Assert.All(_state.Conclude(), told => Assert.Equal((GpuHealth.Stalled, "the driver does not answer: no driver"), (told.Health, told.Reason)));
        _state.Listed(Found(A, B));
        Assert.Empty(_state.Conclude());
        Assert.Equal((A, GpuHealth.Healthy), Assert.Single(After(0, A)) is var told ? (told.Uuid, told.Health) : default);
    }

    [Fact]
    public void Stall_GpuWithAFault_KeepsTheFaultAndItsQuietPeriod()
    {
        Begin(A);
        Xid(A, 48);
        After(1, A);
        _state.Gpus.Single().Stall("hangs");
        _clock.Advance(20);
        Assert.Empty(_state.Conclude());
        Assert.Empty(After(0, A));
        Assert.Single(After(5, A));
    }

    [Fact]
    public void Book_MigDevice_HasTheConditionOfItsGpu()
    {
        _state.Listed(new GpuListing.Found([new ListedGpu(A, ["MIG-1", "MIG-2"])]));
        Look(A);
        _state.Conclude();
        _state.Listed(new GpuListing.Found([new ListedGpu(A, null, "GPU is lost")]));
        _state.Conclude();
        Assert.Equal((A, GpuHealth.Lost), _state.Book().Find("mig-2") is { } found ? (found.Uuid, found.Health) : default);
        Assert.Null(_state.Book().Find("MIG-3"));
    }

    [Fact]
    public void Book_Earlier_DoesNotChange()
    {
        Begin(A);
        var before = _state.Book();
        Xid(A, 79);
        _state.Conclude();
        Assert.Equal((GpuHealth.Healthy, GpuHealth.Lost), (before.Find(A)!.Health, _state.Book().Find(A)!.Health));
    }

    [Fact]
    public void Conclude_OtherReasonOfTheSameHealth_IsToldAndKeepsTheTime()
    {
        Begin(A);
        var first = Assert.Single(After(1, A, new GpuLook { RowPending = true }));
        var second = Assert.Single(After(7, A, new GpuLook { RowFailed = true }));
        Assert.Equal(first.Since, second.Since);
        Assert.NotEqual(first.Reason, second.Reason);
    }

    [Fact]
    public void Listed_MoreGpusThanANodeHas_AreBounded()
    {
        _state.Listed(Found([.. Enumerable.Range(0, 1000).Select(i => $"GPU-{i}")]));
        Assert.Equal(256, _state.Gpus.Count);
        Assert.Null(Xid("GPU-x", 31));
    }

    private void Begin(params string[] uuids)
    {
        _state.Listed(Found(uuids));
        foreach (var uuid in uuids)
            Look(uuid);
        _state.Conclude();
    }

    private IReadOnlyList<GpuCondition> After(double seconds, string uuid, GpuLook? look = null)
    {
        _clock.Advance(seconds);
        _state.Looked(uuid, look ?? new GpuLook(), _state.Now);
        return _state.Conclude();
    }

    private void Look(string uuid) => _state.Looked(uuid, new GpuLook(), _state.Now);

    private ApplicationFault? Xid(string uuid, int xid, int? gpuInstance = null) =>
        _state.Happened(new GpuEvent(uuid, GpuEventKind.Xid, xid, gpuInstance));

    private static GpuListing.Found Found(params string[] uuids) => new([.. uuids.Select(uuid => new ListedGpu(uuid, []))]);
}
