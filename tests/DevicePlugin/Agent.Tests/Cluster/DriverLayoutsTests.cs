using Coaster.Agent.Cluster;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Ledger;
using Coaster.NvmlInterop.Inventory;
using Coaster.Posix;
using Coaster.Publishing.Modes;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Agent.Tests.Cluster;

public sealed class DriverLayoutsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SimulatedDriver _driver = new();
    private readonly List<string> _pods = [];
    private int _told;

    private HostSettings Settings =>
        HostSettings.Default with { DriverRoot = _driver.Root, StateDirectory = _folder["state"], DataDirectory = _folder["data"] };

    private IReadOnlyList<Gpu> Gpus => Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(_driver.Root)).Inventory.Gpus;

    private string Marker => _folder["data/cutting"];

    [RootFact]
    public void Apply_LayoutAndNone_IsCutToldAndFinished()
    {
        var layouts = Layouts();
        Assert.Null(layouts.Apply(Gpus[0].Uuid, ["1g.18gb", "3g.71gb"]).Problem);
        Assert.Equal(["1g.18gb", "3g.71gb"], Gpus[0].Mig.Select(mig => mig.Profile).Order(StringComparer.Ordinal));
        Assert.Null(layouts.Apply(Gpus[0].Uuid, []).Problem);
        Assert.Equal((MigMode.Disabled, MigMode.Disabled, 2), (Gpus[0].MigMode, Gpus[1].MigMode, _told));
        Assert.Equal((null, false), (layouts.Unfinished, File.Exists(Marker)));
    }

    [RootFact]
    public void Apply_BookedInTheLedger_NamesTheHolderAndTouchesNothing()
    {
        Book(Gpus[0]);
        Assert.Equal($"cannot cut {Gpus[0].Uuid}: it is held by train. Stop that first.", Refusal(0));
        Assert.Equal(MigMode.Disabled, Gpus[0].MigMode);
        Assert.Null(Layouts().Apply(Gpus[1].Uuid, ["1g.18gb"]).Problem);
    }

    [RootFact]
    public void Apply_BookedByAPodMeanwhile_TouchesNothing()
    {
        _pods.Add("default/train/main");
        Assert.Contains("is held by default/train/main", Refusal(0), StringComparison.Ordinal);
        Assert.Equal(MigMode.Disabled, Gpus[0].MigMode);
    }

    [RootFact]
    public void Apply_InUse_TouchesNothing()
    {
        using var workload = new Workload(_driver, 0, 100);
        Assert.Contains($"is in use by process {workload.Pid}", Refusal(0), StringComparison.Ordinal);
        Assert.Equal((MigMode.Disabled, false), (Gpus[0].MigMode, File.Exists(Marker)));
    }

    [RootFact]
    public void Apply_WhatCanNeverBe_IsTriedOnce()
    {
        var layouts = Layouts();
        var problem = layouts.Apply(Gpus[0].Uuid, ["7g.141gb", "1g.18gb"]).Problem;
        Assert.Contains("what would fit is 7 x 1g.18gb or", problem, StringComparison.Ordinal);
        // A driver that is not there would be a failure of another kind.
        File.Delete(Path.Combine(_driver.Root, "run/coaster-sim/state"));
        Assert.Equal(problem, layouts.Apply(Gpu0, ["7g.141gb", "1g.18gb"]).Problem);
        Assert.Throws<CoasterException>(() => layouts.Apply(Gpu0, ["1g.18gb"]));
    }

    [RootFact]
    public void Apply_LedgerIsTaken_WaitsForItAndThenCuts()
    {
        var uuid = Gpus[0].Uuid;
        using var first = new NodeLedger(Settings).Begin();
        var applying = Task.Run(() => Layouts().Apply(uuid, ["1g.18gb"]).Problem);
        Assert.Equal(MigMode.Disabled, Gpus[0].MigMode);
        first.Dispose();
        Assert.Null(applying.GetAwaiter().GetResult());
        Assert.Equal("1g.18gb", Assert.Single(Gpus[0].Mig).Profile);
    }

    [RootFact]
    public async Task Apply_TakesTooLong_IsGivenUpAndNotBegunLater()
    {
        var clock = new HastyClock();
        var layouts = Layouts(clock);
        var uuid = Gpus[0].Uuid;
        using (new NodeLedger(Settings).Begin())
        {
            Assert.Contains("it took longer than 60 s", Record(layouts, uuid), StringComparison.Ordinal);
            Assert.Contains("has not answered yet", Record(layouts, uuid), StringComparison.Ordinal);
        }

        clock.IsHasty = false;
        while (Record(layouts, Gpus[1].Uuid) is { } refusal)
        {
            Assert.Contains("has not answered yet", refusal, StringComparison.Ordinal);
            await Task.Yield();
        }

        Assert.Equal((MigMode.Disabled, MigMode.Enabled), (Gpus[0].MigMode, Gpus[1].MigMode));
    }

    [RootFact]
    public void Unfinished_AfterACrash_IsKnownUntilItIsFinished()
    {
        Directory.CreateDirectory(_folder["data"]);
        File.WriteAllText(Marker, Gpus[0].Uuid);
        var layouts = Layouts();
        Assert.Equal(Gpus[0].Uuid, layouts.Unfinished);
        layouts.Apply(Gpus[0].Uuid, []);
        Assert.Null(layouts.Unfinished);
    }

    [RootFact]
    public void TakeApart_CutThatNobodyWantsAnyMore_GoesWhenNobodyUsesIt()
    {
        var layouts = AfterACrash();
        layouts.TakeApart([State(new GpuModeSpec(GpuMode.Mig) { Layout = ["1g.18gb"] })]);
        Assert.Single(Gpus[0].Mig);
        _pods.Add("default/train/main");
        layouts.TakeApart([State(GpuModeSpec.Auto)]);
        Assert.Single(Gpus[0].Mig);
        _pods.Clear();
        layouts.TakeApart([State(GpuModeSpec.Auto)]);
        Assert.Equal((MigMode.Disabled, null), (Gpus[0].MigMode, layouts.Unfinished));
    }

    [RootFact]
    public void TakeApart_CutThatIsFinished_Stays()
    {
        var layouts = AfterACrash();
        File.Delete(Marker);
        layouts.TakeApart([State(GpuModeSpec.Auto)]);
        Assert.Single(Gpus[0].Mig);
    }

    [RootFact]
    public void TakeApart_DriverRefuses_IsTriedOnce()
    {
        var layouts = AfterACrash();
        using (new Workload(_driver, 0, 100))
            Assert.Throws<CoasterException>(() => layouts.TakeApart([State(GpuModeSpec.Auto)]));
        layouts.TakeApart([State(GpuModeSpec.Auto)]);
        Assert.Single(Gpus[0].Mig);
    }

    public void Dispose()
    {
        _driver.Dispose();
        _folder.Dispose();
    }

    private DriverLayouts AfterACrash()
    {
        Layouts().Apply(Gpus[0].Uuid, ["1g.18gb"]);
        File.WriteAllText(Marker, Gpu0);
        return Layouts();
    }

    private GpuModeState State(GpuModeSpec wanted) => new(Gpu0, wanted, GpuModeSpec.Auto, GpuModeProgress.Applied, "");

    private string Gpu0 { get; set; } = "";

    private DriverLayouts Layouts(TimeProvider? clock = null)
    {
        Gpu0 = Gpus[0].Uuid;
        return new DriverLayouts(Settings, _ => _pods, () => _told++, clock ?? TimeProvider.System);
    }

    private string Refusal(int gpu) => Assert.Throws<CoasterException>(() => Layouts().Apply(Gpus[gpu].Uuid, ["1g.18gb"])).Message;

    private static string? Record(DriverLayouts layouts, string uuid)
    {
        try
        {
            return layouts.Apply(uuid, ["2g.35gb"]).Problem;
        }
        catch (CoasterException error)
        {
            return error.Message;
        }
    }

    private void Book(Gpu gpu)
    {
        using var transaction = new NodeLedger(Settings).Begin();
        transaction.Put(new LedgerEntry(
            ContainerEngine.Runc,
            new Booking("train-id", [new("train", BookingKind.Exclusive, EnforcementTier.Booked, CoreLimit.Soft, [new GpuGrant(gpu.Uuid, null, 1, 100)])]),
            new NodeInventory("570.1", "12.8", [gpu]), _driver.Root, ProcessIdentity.Current, null, DateTimeOffset.UnixEpoch, ["sleep"]));
    }
}
