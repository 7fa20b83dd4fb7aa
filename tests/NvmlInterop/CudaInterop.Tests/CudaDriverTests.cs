using Coaster.Testing;

namespace Coaster.CudaInterop.Tests;

/// <summary>The driver's API on the simulated driver.</summary>
public sealed class CudaDriverTests : IDisposable
{
    private const long MiB = 1 << 20;

    private readonly SimulatedDriver _simulated = new("t4:2");
    private readonly CudaDriver _driver;

    public CudaDriverTests() => _driver = CudaDriver.Open(_simulated.Root);

    public void Dispose() => _simulated.Dispose();

    [Fact]
    public void Open_TwoGpus_TellsWhatTheyAre()
    {
        Assert.Equal(2, _driver.DeviceCount);
        Assert.Equal("Tesla T4", _driver.DeviceName(1));
        Assert.Equal(40, _driver.Multiprocessors(0));
        Assert.InRange(_driver.Version, 11000, 20000);
    }

    [Fact]
    public void Open_NoLibrary_SaysWhere() =>
        Assert.Equal("there is no libcuda.so.1 below /nowhere", Assert.Throws<CudaException>(() => CudaDriver.Open("/nowhere")).Message);

    [Fact]
    public void Open_LibraryThatIsNone_SaysWhichFunction()
    {
        using var root = new TempFolder();
        root.Folder("usr/lib");
        Shell.Run("gcc", "-shared", "-o", root["usr/lib/libcuda.so.1"], "-x", "c", "/dev/null");

        Assert.Equal(CudaStatus.NotFound, Assert.Throws<CudaException>(() => CudaDriver.Open(root.Path)).Status);
    }

    [Fact]
    public void FindDevice_OfTheSecond_IsItsNumber()
    {
        var uuids = Shell.Run(Path.Combine(SimulatedDriver.Home, "bin/coaster-simctl"), "show", _simulated.State)
            .Split('\n').Where(line => line.StartsWith("uuid=", StringComparison.Ordinal)).Select(line => line["uuid=".Length..]).ToList();

        Assert.Equal([0, 1], uuids.Select(_driver.FindDevice));
        Assert.Throws<CudaException>(() => _driver.FindDevice("GPU-00000000-0000-0000-0000-000000000000"));
    }

    [Fact]
    public void DeviceName_NoSuchDevice_IsAnException() =>
        Assert.Equal(CudaStatus.InvalidDevice, Assert.Throws<CudaException>(() => _driver.DeviceName(7)).Status);

    [Fact]
    public void TryAllocate_Memory_IsTakenAndGivenBack()
    {
        using var context = _driver.CreateContext(0);
        var before = context.MemoryInfo;

        Assert.Equal(CudaStatus.Success, context.TryAllocate(64 * MiB, out var memory));
        Assert.Equal(before.Free - (64 * MiB), context.MemoryInfo.Free);
        memory!.Dispose();

        Assert.Equal(before, context.MemoryInfo);
    }

    [Fact]
    public void TryAllocate_MoreThanThereIs_IsAnAnswer()
    {
        using var context = _driver.CreateContext(0);

        Assert.Equal(CudaStatus.OutOfMemory, context.TryAllocate(context.MemoryInfo.Total + 1, out var memory));
        Assert.Null(memory);
    }

    [Fact]
    public void LoadKernelPtx_NameThatIsNotThere_IsAnException()
    {
        using var context = _driver.CreateContext(0);

        Assert.Throws<CudaException>(() => context.LoadKernelPtx(".version 6.0\n.visible .entry one()\n{ ret; }", "two"));
    }

    [Fact]
    public void Launch_Kernel_IsDoneAfterSynchronize()
    {
        using var context = _driver.CreateContext(0);
        var kernel = context.LoadKernelPtx(".version 6.0\n.visible .entry spin_us(.param .u32 us)\n{ ret; }", "spin_us");
        var started = TimeProvider.System.GetTimestamp();

        kernel.Launch(1, 32, 20_000);
        context.Synchronize();

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(20));
    }
}
