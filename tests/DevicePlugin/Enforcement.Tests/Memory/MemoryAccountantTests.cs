using Coaster.Enforcement.Memory;
using Coaster.Quota.Counters;

namespace Coaster.Enforcement.Tests.Memory;

public sealed class MemoryAccountantTests
{
    private const long MiB = 1 << 20;
    private MemoryAccountant _accountant = new(1);

    [Fact]
    public void Look_ProcessStandsStill_ExtraIsWhatTheDriverSaysBeyondUsed()
    {
        var slot = Slot(used: 100 * MiB, estimated: 50 * MiB);
        var measurement = Assert.Single(Look(slot, slot, Driver(180 * MiB)).Measurements);
        Assert.Equal((3, 7ul), (measurement.Slot, measurement.Generation));
        Assert.Equal([50 * MiB], measurement.EstimatedBytes);
        Assert.Equal([80 * MiB], measurement.ExtraBytes);
        Assert.Equal(180 * MiB, _accountant.AccountedBytes([slot], 0));
        Assert.Equal(185 * MiB, _accountant.AccountedBytes([Slot(used: 100 * MiB, estimated: 55 * MiB)], 0));
    }

    [Fact]
    public void Look_DriverSaysLess_ExtraIsNeverNegative()
    {
        var slot = Slot(used: 100 * MiB);
        Assert.Equal([0L], Assert.Single(Look(slot, slot, Driver(10 * MiB)).Measurements).ExtraBytes);
    }

    [Theory]
    [InlineData(true, 5, 5)]
    [InlineData(false, 5, 6)]
    public void Look_SomethingIsUnderWay_NothingIsMeasured(bool isBusy, int before, int after) =>
        Assert.Empty(Look(Slot(operations: before), Slot(operations: after, isBusy: isBusy), Driver(MiB)).Measurements);

    [Fact]
    public void Look_SlotChangedHands_NothingIsMeasured() =>
        Assert.Empty(Look(Slot(generation: 6), Slot(generation: 7), Driver(MiB)).Measurements);

    [Fact]
    public void Look_DriverTellsNoAmount_EstimatesStand()
    {
        var slot = Slot(used: 10 * MiB, estimated: 40 * MiB);
        Look(slot, slot, Driver(null));
        Assert.Equal(50 * MiB, _accountant.AccountedBytes([slot], 0));
    }

    [Fact]
    public void Look_NothingNew_NothingIsPublishedAgain()
    {
        var slot = Slot(used: MiB);
        Assert.Single(Look(slot, slot, Driver(2 * MiB)).Measurements);
        Assert.Empty(Look(slot, slot, Driver(2 * MiB)).Measurements);
    }

    [Fact]
    public void Look_DriverSaysLessForAMoment_KnownExtraStands()
    {
        var slot = Slot(used: 100 * MiB);
        Look(slot, slot, Driver(150 * MiB));
        Assert.Empty(Look(slot, slot, Driver(118 * MiB)).Measurements);
        var settled = Slot(used: 68 * MiB, operations: 6);
        Assert.Empty(Look(settled, settled, Driver(118 * MiB)).Measurements);
        Assert.Equal(118 * MiB, _accountant.AccountedBytes([settled], 0));
    }

    [Fact]
    public void Look_DriverSaysLessTwiceRunning_Counts()
    {
        var slot = Slot(used: 100 * MiB);
        Look(slot, slot, Driver(150 * MiB));
        Look(slot, slot, Driver(118 * MiB));
        Assert.Equal([18 * MiB], Assert.Single(Look(slot, slot, Driver(118 * MiB)).Measurements).ExtraBytes);
    }

    [Fact]
    public void Look_FirstLookFindsLessThanTheEstimate_CountsOnceItIsFoundAgain()
    {
        var slot = Slot(used: 4 * MiB, estimated: 510 * MiB);
        Assert.Empty(Look(slot, slot, Driver(512 * MiB)).Measurements);
        Assert.Equal(514 * MiB, _accountant.AccountedBytes([slot], 0));
        Assert.Equal([508 * MiB], Assert.Single(Look(slot, slot, Driver(512 * MiB)).Measurements).ExtraBytes);
    }

    [Fact]
    public void Look_LessThanTheEstimateWhileTheProcessGoesOn_DoesNotCount()
    {
        for (var operations = 5; operations < 9; operations++)
        {
            var slot = Slot(used: 4 * MiB, estimated: 510 * MiB, operations: operations);
            Assert.Empty(Look(slot, slot, Driver(512 * MiB)).Measurements);
            Assert.Equal(514 * MiB, _accountant.AccountedBytes([slot], 0));
        }
    }

    [Fact]
    public void Look_DriverSaysLessTwiceWithMoreBetween_DoesNotCount()
    {
        var slot = Slot(used: 100 * MiB);
        foreach (var bytes in new[] { 150, 118, 150, 118 })
            Look(slot, slot, Driver(bytes * MiB));
        Assert.Equal(150 * MiB, _accountant.AccountedBytes([slot], 0));
    }

    /// <summary>What the driver does not find may be what is not on the GPU yet: only what is less by more than that is certain.</summary>
    [Fact]
    public void Look_SomeOfItMayBeElsewhere_NoMoreIsTakenForRoomThanIsCertain()
    {
        var slot = Slot(used: 100 * MiB, estimated: 50 * MiB) with { ElsewhereBytes = 30 * MiB };
        Twice(slot, Driver(120 * MiB));
        Assert.Equal(150 * MiB, _accountant.AccountedBytes([slot], 0));
        Twice(slot, Driver(110 * MiB));
        Assert.Equal(140 * MiB, _accountant.AccountedBytes([slot], 0));
        Twice(slot, Driver(145 * MiB));
        Assert.Equal(145 * MiB, _accountant.AccountedBytes([slot], 0));
    }

    [Fact]
    public void Look_MoreThanAllMayBeElsewhere_ExtraIsNeverNegative()
    {
        var slot = Slot(used: 100 * MiB, estimated: 50 * MiB) with { ElsewhereBytes = CountersSnapshot.MaxBytes };
        Twice(slot, Driver(0));
        Assert.Equal(150 * MiB, _accountant.AccountedBytes([slot], 0));
        Twice(slot with { ElsewhereBytes = 60 * MiB }, Driver(20 * MiB));
        Assert.Equal(100 * MiB, _accountant.AccountedBytes([slot], 0));
    }

    [Fact]
    public void Look_ContextGivenBack_ItsExtraGoesToo()
    {
        var slot = Slot(estimated: 40 * MiB);
        Look(slot, slot, Driver(60 * MiB));
        Look(slot, slot);
        Assert.Equal(0, _accountant.AccountedBytes([slot], 0));
    }

    [Fact]
    public void Look_ProcessNeverNamedByTheDriver_ItsEstimatesStand()
    {
        var slot = Slot(estimated: 40 * MiB);
        Look(slot, slot);
        Assert.Equal(40 * MiB, _accountant.AccountedBytes([slot], 0));
    }

    [Fact]
    public void Look_ProcessWithoutSlot_CountsAsUncountedFromTheSecondLookOn()
    {
        var slot = Slot();
        SeenProcess[] processes = [Driver(MiB), new SeenProcess(900, 99, [5 * MiB])];
        Assert.Equal([0L], Look(slot, slot, processes).UncountedBytes);
        var second = Look(slot, slot, processes);
        Assert.Equal([5 * MiB], second.UncountedBytes);
        Assert.Equal([6 * MiB], second.HeldBytes);
        Assert.Equal([0L], Look(slot, slot, Driver(MiB)).UncountedBytes);
    }

    [Fact]
    public void Look_SlotOfADeadProcess_IsNoSlot()
    {
        var slot = Slot();
        var findings = _accountant.Look(Snapshot(slot), Snapshot(slot), [Driver(MiB)], _ => false);
        Assert.Empty(findings.Measurements);
    }

    [Fact]
    public void Look_TwoProcessesWithOneInnerPid_NeitherIsMeasured()
    {
        var slot = Slot();
        Assert.Empty(Look(slot, slot, Driver(MiB), new SeenProcess(901, 42, [MiB])).Measurements);
    }

    [Fact]
    public void Look_NumbersOutOfAnyBounds_SumsDoNotOverflow()
    {
        var slot = Slot(used: CountersSnapshot.MaxBytes, estimated: CountersSnapshot.MaxBytes);
        var findings = Look(slot, slot, [.. Enumerable.Range(1, 5000).Select(pid => new SeenProcess(pid, pid, [long.MaxValue]))]);
        Assert.InRange(findings.HeldBytes[0], 1, long.MaxValue);
        Assert.InRange(_accountant.AccountedBytes(Enumerable.Repeat(slot, 1024), 0), 1, long.MaxValue);
    }

    [Fact]
    public void Look_MemoryThatGaveWay_IsNoRoom()
    {
        _accountant = new MemoryAccountant(1, givesWay: true);
        Look(Slot(estimated: 40 * MiB), Slot(estimated: 40 * MiB), Driver(0));
        var begun = Slot(estimated: 45 * MiB);
        Look(begun, begun, Driver(50 * MiB));
        var slot = Slot(used: 100 * MiB, estimated: 45 * MiB, operations: 6);
        for (var look = 0; look < 3; look++)
            Look(slot, slot, Driver(70 * MiB));
        Assert.Equal(150 * MiB, _accountant.AccountedBytes([slot], 0));
        Look(slot, slot, Driver(155 * MiB));
        Assert.Equal(155 * MiB, _accountant.AccountedBytes([slot], 0));
        Look(slot, slot);
        Assert.Equal(100 * MiB, _accountant.AccountedBytes([slot], 0));
    }

    [Fact]
    public void Look_MemoryGaveWayBeforeAnythingWasMeasured_WhatIsLeftIsTheMostThatIsEstimated()
    {
        _accountant = new MemoryAccountant(1, givesWay: true);
        var slot = Slot(used: 100 * MiB, estimated: 45 * MiB);
        Look(slot, slot, Driver(20 * MiB));
        Assert.Equal(145 * MiB, _accountant.AccountedBytes([slot], 0));
        Look(slot, slot, Driver(20 * MiB));
        Assert.Equal(120 * MiB, _accountant.AccountedBytes([slot], 0));
    }

    [Fact]
    public void Look_MemoryThatGaveWay_IsNoEscape()
    {
        _accountant = new MemoryAccountant(1, givesWay: true);
        var slot = Slot(used: 100 * MiB);
        Assert.Equal([30 * MiB], Look(slot, slot, Driver(30 * MiB)).HeldBytes);
    }

    [Fact]
    public void Look_MemoryThatGaveWayToAProcessWithoutSlot_CountsBesideIt()
    {
        _accountant = new MemoryAccountant(1, givesWay: true);
        var slot = Slot(used: 100 * MiB);
        SeenProcess[] processes = [Driver(0), new SeenProcess(900, 99, [90 * MiB])];
        Assert.Equal([90 * MiB], Look(slot, slot, processes).HeldBytes);
        Assert.Equal([190 * MiB], Look(slot, slot, processes).HeldBytes);
    }

    private MemoryFindings Look(SlotCounters before, SlotCounters after, params SeenProcess[] processes) =>
        _accountant.Look(Snapshot(before), Snapshot(after), processes, _ => true);

    private void Twice(SlotCounters slot, SeenProcess process)
    {
        Look(slot, slot, process);
        Look(slot, slot, process);
    }

    private static SeenProcess Driver(long? bytes) => new(800, 42, [bytes]);

    private static CountersSnapshot Snapshot(params SlotCounters[] slots) => new(false, 0, 0, [], slots);

    private static SlotCounters Slot(long used = 0, long estimated = 0, ulong generation = 7, int operations = 5, bool isBusy = false) =>
        new(3, generation, 42, isBusy, (ulong)operations, [used], [estimated]);
}
