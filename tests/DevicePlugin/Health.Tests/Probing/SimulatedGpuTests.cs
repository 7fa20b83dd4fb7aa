using Coaster.GpuModel.Inventory;
using Coaster.Health.Probing;
using Coaster.NvmlInterop.Inventory;
using Coaster.Testing;

namespace Coaster.Health.Tests.Probing;

/// <summary>The table of causes and what ends them, on a simulated driver and the real clock.</summary>
public sealed class SimulatedGpuTests
{
    [Theory]
    [InlineData(79, GpuHealth.Lost, "XID 79: the GPU has fallen off the bus")]
    [InlineData(48, GpuHealth.Degraded, "XID 48: an ECC error that could not be corrected")]
    public async Task RunAsync_XidOfTheGpu_IsToldAndEnds(int xid, GpuHealth expected, string reason)
    {
        using var driver = new SimulatedDriver("h200:2");
        var uuids = Uuids(driver);
        await using var watched = await Watch(driver, uuids);
        driver.Set(1, $"xid={xid}");
        await watched.Sees(() => watched.Told.Conditions.Any(told => told.Health == expected), $"{expected}");
        var told = watched.Told.Conditions.First(told => told.Health == expected);
        Assert.Equal((uuids[1], reason, (int?)xid), (told.Uuid, told.Reason, told.Xid));
        await watched.Becomes(uuids[1], GpuHealth.Healthy);
        Assert.DoesNotContain(watched.Told.Conditions, told => told.Uuid == uuids[0] && told.Xid is not null);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(31)]
    public async Task RunAsync_XidOfAProgram_IsToldWithoutHarm(int xid)
    {
        using var driver = new SimulatedDriver("h200:1");
        var uuids = Uuids(driver);
        await using var watched = await Watch(driver, uuids);
        driver.Set(0, $"xid={xid}");
        await watched.Sees(() => !watched.Told.Faults.IsEmpty, "told of the fault");
        Assert.Equal((uuids[0], xid), watched.Told.Faults.Single() is var fault ? (fault.Uuid, fault.Xid) : default);
        Assert.DoesNotContain(watched.Told.Conditions, told => told.Xid is not null);
    }

    [Theory]
    [InlineData("ecc=3", "ecc=0", GpuHealth.Degraded)]
    [InlineData("remap=pending", "remap=none", GpuHealth.Degraded)]
    [InlineData("remap=failed", "remap=none", GpuHealth.Degraded)]
    [InlineData("recovery=1", "recovery=0", GpuHealth.Degraded)]
    [InlineData("lost=1", "lost=0", GpuHealth.Lost)]
    public async Task RunAsync_Trouble_LastsAsLongAsTheDriverSaysSo(string trouble, string end, GpuHealth expected)
    {
        using var driver = new SimulatedDriver("h200:2");
        var uuids = Uuids(driver);
        await using var watched = await Watch(driver, uuids);
        driver.Set(0, trouble);
        await watched.Becomes(uuids[0], expected);
        await watched.Becomes(uuids[1], GpuHealth.Healthy);
        driver.Set(0, end);
        await watched.Becomes(uuids[0], GpuHealth.Healthy);
    }

    [Fact]
    public async Task RunAsync_GpuThatWasLostBefore_IsInTheBookByItsName()
    {
        using var driver = new SimulatedDriver("h200:2");
        var uuids = Uuids(driver);
        driver.Set(1, "lost=1");
        await using var watched = Watched(driver);
        await watched.Becomes(uuids[1], GpuHealth.Lost);
        driver.Set(1, "lost=0");
        await watched.Becomes(uuids[1], GpuHealth.Healthy);
    }

    [Fact]
    public async Task RunAsync_DriverThatHangs_StallsAllAndComesBackByItself()
    {
        using var driver = new SimulatedDriver("h200:2");
        var uuids = Uuids(driver);
        await using var watched = await Watch(driver, uuids);
        driver.Set(0, "hang=600");
        await watched.Becomes(uuids[0], GpuHealth.Stalled);
        await watched.Becomes(uuids[1], GpuHealth.Stalled);
        driver.Set(0, "hang=0");
        await watched.Becomes(uuids[0], GpuHealth.Healthy);
        await watched.Becomes(uuids[1], GpuHealth.Healthy);
    }

    [Fact]
    public async Task RunAsync_DriverThatIsLoadedAnew_IsOpenedAnewWithItsEvents()
    {
        using var driver = new SimulatedDriver("h200:2");
        var uuids = Uuids(driver);
        await using var watched = await Watch(driver, uuids);
        driver.Set(0, "unloaded=1");
        await watched.Sees(() => watched.Monitor.Book.Gpus.Values.All(gpu => gpu.Health != GpuHealth.Healthy), "none healthy");
        driver.Set(0, "unloaded=0");
        await watched.Becomes(uuids[0], GpuHealth.Healthy);
        await watched.Becomes(uuids[1], GpuHealth.Healthy);
        await watched.Sees(
            () =>
            {
                driver.Set(0, "xid=13");
                return !watched.Told.Faults.IsEmpty;
            }, "told of events again");
    }

    [Fact]
    public async Task RunAsync_MigDevices_FollowTheirGpu()
    {
        using var driver = new SimulatedDriver("h200:2", mig: true);
        var gpus = Gpus(driver);
        await using var watched = await Watch(driver, [.. gpus.Select(gpu => gpu.Uuid)]);
        await watched.Sees(() => gpus[0].Mig.All(mig => watched.Monitor.Book.Find(mig.Uuid)?.Health == GpuHealth.Healthy), "children healthy");
        driver.Set(0, "lost=1");
        await watched.Sees(() => gpus[0].Mig.All(mig => watched.Monitor.Book.Find(mig.Uuid)?.Health == GpuHealth.Lost), "children lost");
        await watched.Sees(() => gpus[1].Mig.All(mig => watched.Monitor.Book.Find(mig.Uuid)?.Health == GpuHealth.Healthy), "the other's children healthy");
        driver.Set(0, "lost=0");
        await watched.Sees(() => gpus[0].Mig.All(mig => watched.Monitor.Book.Find(mig.Uuid)?.Health == GpuHealth.Healthy), "children healthy again");
    }

    [Fact]
    public async Task RunAsync_NoDriver_KeepsWhatIsKnownAndStalls()
    {
        using var folder = new TempFolder();
        var known = new Gpu(0, "GPU-a", 0, "NVIDIA H200", 1, "", -1, GpuHealth.Healthy, MigMode.Disabled, []);
        await using var watched = new Watched(told => new GpuHealthMonitor(folder.Path, new HealthPolicy(), told, TimeProvider.System, [known]));
        await watched.Becomes("GPU-a", GpuHealth.Stalled);
        Assert.Contains("there is no libnvidia-ml.so.1", watched.Monitor.Book.Find("GPU-a")!.Reason);
    }

    [Fact]
    public void Look_ClosedProbe_IsNoAnswer()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var probe = new NvmlGpuProbe(driver.Root);
        var gpu = Assert.Single(Assert.IsType<GpuListing.Found>(probe.List()).Gpus);
        Assert.Equal(new GpuLook(), probe.Look(gpu.Uuid));
        Assert.Null(probe.Wait(TimeSpan.Zero));
        probe.Dispose();
        Assert.Null(probe.Look(gpu.Uuid));
        Assert.Null(probe.Wait(TimeSpan.Zero));
    }

    private static IReadOnlyList<Gpu> Gpus(SimulatedDriver driver) => Assert.IsType<InventoryResult.Available>(NvmlInventory.Read(driver.Root)).Inventory.Gpus;

    private static string[] Uuids(SimulatedDriver driver) => [.. Gpus(driver).Select(gpu => gpu.Uuid)];

    private static async Task<Watched> Watch(SimulatedDriver driver, string[] uuids)
    {
        var watched = Watched(driver);
        foreach (var uuid in uuids)
            await watched.Becomes(uuid, GpuHealth.Healthy);
        return watched;
    }

    private static Watched Watched(SimulatedDriver driver) =>
        new(told => new GpuHealthMonitor(driver.Root, new HealthPolicy(), told, TimeProvider.System, []));
}
