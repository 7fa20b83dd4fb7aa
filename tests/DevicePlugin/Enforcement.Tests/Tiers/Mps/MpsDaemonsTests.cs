using System.Diagnostics;
using Coaster.Enforcement.Events;
using Coaster.Enforcement.Sampling;
using Coaster.Enforcement.Tiers.Mps;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.NvmlInterop.Inventory;
using Coaster.NvmlInterop.Library.Devices;
using Coaster.NvmlInterop.Library.Processes;
using Coaster.Quota;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Enforcement.Tests.Tiers.Mps;

/// <summary>With the simulated driver's own control daemon.</summary>
public sealed class MpsDaemonsTests : IDisposable
{
    private readonly TempFolder _state = new();
    private readonly SimulatedDriver _driver = new("h200:1");
    private readonly List<RealCgroup> _cgroups = [];
    private readonly List<Process> _processes = [];
    private readonly List<EnforcementEvent> _events = [];
    private readonly NvmlSampler _sampler;
    private readonly MpsDaemons _daemons;

    public MpsDaemonsTests()
    {
        _sampler = new NvmlSampler(_driver.Root, new MonotonicClock(TimeProvider.System));
        _daemons = Daemons();
    }

    private HostSettings Settings => HostSettings.Default with { StateDirectory = _state.Path, DriverRoot = _driver.Root };

    private NodeLedger Ledger => new(Settings);

    private NodeInventory Node => Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(_driver.Root)).Inventory;

    private string Uuid => Node.Gpus[0].Uuid;

    private MpsFolder Folder => MpsFolder.Of(_state.Path, Uuid);

    private MpsControl Control => new(_driver.Root, Folder, Uuid);

    private ComputeMode Mode => _sampler.Device(Uuid)!.Value.GetComputeMode().Value;

    [RootFact]
    public void Prepare_First_StartsDaemonAndServerWithTheShareAsLimit()
    {
        Assert.True(_daemons.IsOffered(Uuid));
        _daemons.Prepare(Book("one", 4096, 25));
        Assert.Equal(ComputeMode.ExclusiveProcess, Mode);
        Assert.Equal("25.0\n4G\n", Control.Ask("get_default_active_thread_percentage", "get_default_device_pinned_mem_limit 0"));
        Assert.Single(Control.AskPids("get_server_list")!);
        Assert.Equal(new MpsRecord(ComputeMode.Default, new MpsPart(4096, 25)), MpsRecord.TryRead(Folder.Record));
        Assert.True(_daemons.IsOffered(Uuid));
    }

    [RootFact]
    public void Prepare_SamePartAgain_SharesTheServer()
    {
        _daemons.Prepare(Book("one", 4096, 25));
        var server = Control.AskPids("get_server_list");
        _daemons.Prepare(Book("two", 4096, 25));
        Assert.Equal(server, Control.AskPids("get_server_list"));
        Assert.Empty(_events);
    }

    [RootFact]
    public void Prepare_OtherPart_IsRefusedAndNothingChanges()
    {
        _daemons.Prepare(Book("one", 4096, 25));
        var error = Assert.Throws<CoasterException>(() => _daemons.Prepare(Book("two", 2048, 50)));
        Assert.Contains("4096 MiB and 25 %, and 2048 MiB and 50 %", error.Message, StringComparison.Ordinal);
        Assert.Equal("25.0\n", Control.Ask("get_default_active_thread_percentage"));
    }

    [RootFact]
    public void Prepare_GpuInUse_IsRefusedAndPutBack()
    {
        using var workload = new Workload(_driver, 0, 200, percent: 1);
        var entry = Book("one", 4096, 25);
        Assert.True(SpinWait.SpinUntil(() => !_daemons.IsOffered(Uuid), TimeSpan.FromSeconds(30)));
        Assert.Contains("needs the GPU to itself", Assert.Throws<CoasterException>(() => _daemons.Prepare(entry)).Message, StringComparison.Ordinal);
        Assert.Equal(ComputeMode.Default, Mode);
        Assert.False(Directory.Exists(Folder.Path));
    }

    [RootFact]
    public void Keep_NobodyNeedsIt_EndsAndIsPutBack()
    {
        _daemons.Prepare(Book("one", 4096, 25));
        Release("one");
        Assert.Empty(_daemons.Keep());
        AssertGone();
    }

    [RootFact]
    public void Keep_AfterAnotherAgent_GoesOnWithItsDaemonOrPutsBack()
    {
        _daemons.Prepare(Book("one", 4096, 25));
        var server = Control.AskPids("get_server_list");
        Assert.Empty(Daemons().Keep());
        Assert.Equal(server, Control.AskPids("get_server_list"));
        Release("one");
        Assert.Empty(Daemons().Keep());
        AssertGone();
    }

    [RootFact]
    public void Keep_RecordWithoutADaemon_IsPutBack()
    {
        Directory.CreateDirectory(Folder.Path);
        new MpsRecord(ComputeMode.Default, new MpsPart(1024, 10)).Write(Folder.Record);
        _sampler.Device(Uuid)!.Value.SetComputeMode(ComputeMode.ExclusiveProcess);
        Assert.Empty(_daemons.Keep());
        AssertGone();
    }

    [RootFact]
    public void Keep_DaemonKilled_StartsItAnewAndTellsIt()
    {
        _daemons.Prepare(Book("one", 4096, 25));
        var before = Control.AskPids("get_server_list");
        Shell.Run("sh", "-c", $"kill -9 $(cat {Folder.Pipes}/nvidia-cuda-mps-control.pid)");
        Assert.Empty(_daemons.Keep());
        Assert.NotEqual(before, Control.AskPids("get_server_list"));
        Assert.Equal(EventKind.MpsRestarted, Assert.Single(_events).Kind);
        Assert.Equal("25.0\n4G\n", Control.Ask("get_default_active_thread_percentage", "get_default_device_pinned_mem_limit 0"));
    }

    [RootFact]
    public void Keep_LimitsChangedBySomebody_AreSetRight()
    {
        _daemons.Prepare(Book("one", 4096, 25));
        Control.Ask("set_default_active_thread_percentage 100", "set_default_device_pinned_mem_limit 0 100G");
        Assert.Empty(_daemons.Keep());
        Assert.Equal("25.0\n4G\n", Control.Ask("get_default_active_thread_percentage", "get_default_device_pinned_mem_limit 0"));
        Assert.Empty(_events);
    }

    [RootFact]
    public void Keep_TakesListsOfClients()
    {
        _daemons.Prepare(Book("one", 4096, 25));
        Assert.Null(_daemons.Of(Uuid));
        Assert.Empty(_daemons.Keep());
        Assert.Empty(_daemons.Keep());
        Assert.Equal((1L, 0), (_daemons.Of(Uuid)!.Number, _daemons.Of(Uuid)!.Pids.Count));
    }

    [RootFact]
    public void IsOffered_NoControlProgram_IsNot()
    {
        File.Delete(Path.Combine(_driver.Root, "usr/bin/nvidia-cuda-mps-control"));
        Assert.False(_daemons.IsOffered(Uuid));
        var error = Assert.Throws<CoasterException>(() => _daemons.Prepare(Book("one", 4096, 25)));
        Assert.Contains("cannot share", error.Message, StringComparison.Ordinal);
        AssertGone();
    }

    public void Dispose()
    {
        using (var transaction = Ledger.Begin())
            foreach (var entry in transaction.Entries)
                transaction.Release(entry.Id);
        _daemons.Keep();
        foreach (var process in _processes)
        {
            process.Kill();
            process.WaitForExit();
        }

        _cgroups.ForEach(cgroup => cgroup.Dispose());
        _sampler.Dispose();
        _driver.Dispose();
        _state.Dispose();
    }

    private void AssertGone()
    {
        Assert.Equal(ComputeMode.Default, Mode);
        Assert.Empty(_sampler.Device(Uuid)!.Value.GetProcesses(ProcessKind.Compute).Value);
        Assert.False(Directory.Exists(Folder.Path));
    }

    private MpsDaemons Daemons()
    {
        var events = new EventLog(_state["events.jsonl"], TimeProvider.System);
        events.Added += _events.Add;
        return new MpsDaemons(Settings, _sampler, events);
    }

    private LedgerEntry Book(string id, long mib, int core)
    {
        var cgroup = new RealCgroup();
        _processes.Add(cgroup.Start(""));
        _cgroups.Add(cgroup);
        return new Bookkeeper(Ledger, TimeProvider.System).Book(
            new ShareRequest(GpuFilter.Any, new ShareSize.Amount(mib, core), CoreLimit.Soft) { Weakest = EnforcementTier.Mps },
            Node,
            _driver.Root,
            new NewContainer(id, id, ContainerEngine.Docker, ["x"]) { CgroupsPath = cgroup.Path });
    }

    private void Release(string id)
    {
        using var transaction = Ledger.Begin();
        Assert.True(transaction.Release(id));
    }
}
