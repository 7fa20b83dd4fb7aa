using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Library;

public sealed class NvmlLibraryTests
{
    [Fact]
    public void TryOpen_NoLibrary_SaysWhereItLooked()
    {
        using var folder = new TempFolder();
        Assert.Equal($"there is no libnvidia-ml.so.1 below {folder.Path}", Stubs.Reason(folder.Path));
    }

    [Fact]
    public void TryOpen_DeveloperStubOnly_IsNotLoaded()
    {
        using var stub = new StubLibrary("int nvmlInit_v2(void) { return 0; }", "libnvidia-ml.so");
        Assert.Contains("there is no", Stubs.Reason(stub.Root));
    }

    [Fact]
    public void TryOpen_FileThatIsNoLibrary_NamesIt()
    {
        using var folder = new TempFolder();
        var path = folder["usr/lib64/libnvidia-ml.so.1"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "not an ELF file");
        Assert.Equal($"{path} cannot be loaded", Stubs.Reason(folder.Path));
    }

    [Fact]
    public void TryOpen_DriverNotLoaded_GivesTheReason()
    {
        using var stub = Stubs.Refusing(9);
        Assert.StartsWith("the NVIDIA kernel module is not loaded (", Stubs.Reason(stub.Root));
    }

    [Fact]
    public void TryOpen_LibraryWithoutInit_IsNoNvml()
    {
        using var stub = new StubLibrary("int something(void) { return 0; }");
        Assert.EndsWith("it lacks nvmlInit_v2", Stubs.Reason(stub.Root));
    }

    [Fact]
    public void TryOpen_OnlyAVersionedFile_IsTaken()
    {
        using var stub = new StubLibrary("int nvmlInit_v2(void) { return 0; }\nint nvmlShutdown(void) { return 0; }", "libnvidia-ml.so.570.172.08");
        using var session = Stubs.Open(stub);
        Assert.EndsWith("libnvidia-ml.so.570.172.08", session.LibraryPath);
    }

    [Fact]
    public void Session_MissingSymbols_AreNotSupported()
    {
        using var stub = Stubs.With("");
        using var session = Stubs.Open(stub);
        var device = session.GetDevice(0).Value;
        Assert.Equal(NvmlStatus.FunctionNotFound, session.GetDriverVersion().Status);
        Assert.True(device.GetTemperatureC().IsNotSupported);
        Assert.True(device.GetMemory().IsNotSupported);
        Assert.True(device.GetProcesses(ProcessKind.Compute).IsNotSupported);
        Assert.True(device.GetField(NvmlField.RecoveryAction).IsNotSupported);
        Assert.False(device.CanLimitMemory);
        Assert.True(device.SetMemoryLimits("/sys/fs/cgroup/x", 0, 1).IsNotSupported);
        Assert.Empty(device.GetNvLinks());
        Assert.Empty(device.GetMigDevices());
        Assert.Empty(device.GetGpuInstanceProfiles());
    }

    [Fact]
    public void Value_OfAMissingSymbol_ThrowsWithTheStatus()
    {
        using var stub = Stubs.With("");
        using var session = Stubs.Open(stub);
        var failure = Assert.Throws<NvmlException>(() => session.GetDriverVersion().Value);
        Assert.Equal(NvmlStatus.FunctionNotFound, failure.Status);
        Assert.Equal("GetDriverVersion: not supported by this driver", failure.Message);
    }

    [Fact]
    public void Dispose_WithAnEventSetOpen_ShutsDownAfterIt()
    {
        using var stub = Stubs.With("""
            static int down;
            int order(void) { return down; }
            int nvmlEventSetCreate(void **set) { *set = (void *)1; return 0; }
            int nvmlEventSetFree(void *set) { (void)set; return down; }
            int nvmlEventSetWait_v2(void *set, void *data, unsigned ms) { (void)set; (void)data; (void)ms; return 10; }
            """);
        var session = Stubs.Open(stub);
        var events = session.CreateEventSet().Value;
        session.Dispose();
        Assert.False(session.IsClosed && events.IsClosed);
        Assert.Equal(NvmlStatus.Timeout, events.Wait(TimeSpan.Zero).Status);
        events.Dispose();
    }
}
