using Coaster.GpuModel.Inventory;
using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Library.Mig;

public sealed class MigTests
{
    [RootFact]
    public void GetGpuInstanceProfiles_OfAnH200_AreNvidiasTable()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var profiles = Enabled(session).GetGpuInstanceProfiles().ToDictionary(profile => profile.Id);
        Assert.Equal([0, 5, 9, 14, 15, 19, 20], profiles.Keys.Order());
        Assert.Equal(new MigInstanceProfile(0, 19, "1g.18gb", 1, 7, 16, 1, 16384), profiles[19]);
        Assert.Equal(("3g.71gb", 3, 2, 60), (profiles[9].Name, profiles[9].Slices, profiles[9].MaxInstances, profiles[9].Multiprocessors));
    }

    [RootFact]
    public void GetGpuInstancePlacements_OfAProfile_AreItsStarts()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = Enabled(session);
        Assert.Equal([new(0, 4), new(4, 4)], gpu.GetGpuInstancePlacements(Profile(gpu, 9)).Value);
        Assert.Equal(Enumerable.Range(0, 7).Select(start => new MigPlacement(start, 1)), gpu.GetGpuInstancePlacements(Profile(gpu, 19)).Value);
    }

    [RootFact]
    public void GetGpuInstanceProfiles_GpuWithoutMig_AreNone()
    {
        using var driver = new SimulatedDriver("t4:1");
        using var session = driver.Open();
        var gpu = session.GetDevice(0).Value;
        Assert.True(gpu.GetMigMode().IsNotSupported);
        Assert.True(gpu.SetMigMode(true).IsNotSupported);
        Assert.Empty(gpu.GetGpuInstanceProfiles());
    }

    [RootFact]
    public void CreateGpuInstance_WithAPlacement_LiesThere()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = Enabled(session);
        var instance = gpu.CreateGpuInstance(Profile(gpu, 9), new MigPlacement(4, 4)).Value;
        Assert.Equal((9, new MigPlacement(4, 4)), (instance.GetInfo().Value.ProfileId, instance.GetInfo().Value.Placement));
        Assert.Equal(1, gpu.GetGpuInstanceCapacity(Profile(gpu, 9)).Value);
        Assert.Equal(instance.GetInfo().Value, Assert.Single(gpu.GetGpuInstances(Profile(gpu, 9)).Value).GetInfo().Value);
        Assert.Equal(instance.GetInfo().Value, gpu.GetGpuInstance(instance.GetInfo().Value.Id).Value.GetInfo().Value);
        Assert.Equal(NvmlStatus.InsufficientResources, gpu.CreateGpuInstance(Profile(gpu, 0)).Status);
    }

    [RootFact]
    public void CreateComputeInstance_InAGpuInstance_MakesAMigDevice()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = Enabled(session);
        var instance = gpu.CreateGpuInstance(Profile(gpu, 14)).Value;
        Assert.Empty(Assert.Single(driver.Gpus()).Mig);
        var profile = instance.GetComputeInstanceProfiles().Single(profile => profile.Slices == 2);
        var compute = instance.CreateComputeInstance(profile).Value;
        var mig = Assert.Single(Assert.Single(driver.Gpus()).Mig);
        Assert.Equal(("2g.35gb", instance.GetInfo().Value.Id, compute.GetInfo().Value.Id), (mig.Profile, mig.GpuInstance, mig.ComputeInstance));
        var device = session.GetDeviceByUuid(mig.Uuid).Value;
        Assert.True(device.IsMigDevice().Value);
        Assert.Equal(gpu, device.GetParent().Value);
        Assert.Equal(new MigAttributes(2, 2, 32, 33280), device.GetAttributes().Value);
    }

    [RootFact]
    public void CreateComputeInstance_SmallerThanItsGpuInstance_IsNamedSo()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = Enabled(session);
        var instance = gpu.CreateGpuInstance(Profile(gpu, 9)).Value;
        var one = instance.GetComputeInstanceProfiles().First(profile => profile.Slices == 1);
        Assert.True(instance.CreateComputeInstance(one).IsSuccess);
        Assert.Equal("1c.3g.71gb", Assert.Single(Assert.Single(driver.Gpus()).Mig).Profile);
        Assert.InRange(instance.GetComputeInstanceCapacity(one).Value, 1, 2);
        Assert.NotEmpty(instance.GetComputeInstancePlacements(one).Value);
    }

    [RootFact]
    public void Destroy_GpuInstanceWithAComputeInstance_IsInUse()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = Enabled(session);
        var instance = gpu.CreateGpuInstance(Profile(gpu, 19)).Value;
        var profile = instance.GetComputeInstanceProfiles()[0];
        var compute = instance.CreateComputeInstance(profile).Value;
        Assert.Equal(NvmlStatus.InUse, instance.Destroy().Status);
        Assert.Single(instance.GetComputeInstances(profile).Value);
        Assert.True(compute.Destroy().IsSuccess);
        Assert.True(instance.Destroy().IsSuccess);
        Assert.Empty(gpu.GetGpuInstances(Profile(gpu, 19)).Value);
        Assert.Empty(Assert.Single(driver.Gpus()).Mig);
    }

    [RootFact]
    public void SetMigMode_OnAndOff_ShowsInTheInventory()
    {
        using var driver = new SimulatedDriver("h200:1");
        using var session = driver.Open();
        var gpu = Enabled(session);
        Assert.Equal(new Switch(true, true), gpu.GetMigMode().Value);
        Assert.Equal(MigMode.Enabled, Assert.Single(driver.Gpus()).MigMode);
        Assert.True(gpu.SetMigMode(false).IsSuccess);
        Assert.Equal(MigMode.Disabled, Assert.Single(driver.Gpus()).MigMode);
    }

    private static NvmlDevice Enabled(NvmlSession session)
    {
        var gpu = session.GetDevice(0).Value;
        Assert.Equal(NvmlStatus.Success, gpu.SetMigMode(true).Value);
        return gpu;
    }

    private static MigInstanceProfile Profile(NvmlDevice gpu, int id) => gpu.GetGpuInstanceProfiles().Single(profile => profile.Id == id);
}
