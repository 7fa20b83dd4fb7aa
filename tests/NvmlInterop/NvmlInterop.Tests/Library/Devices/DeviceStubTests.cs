namespace Coaster.NvmlInterop.Tests.Library.Devices;

/// <summary>What old and odd drivers answer.</summary>
public sealed class DeviceStubTests
{
    private const string MemoryV1 = """
        int nvmlDeviceGetMemoryInfo(void *device, unsigned long long *memory)
        { (void)device; memory[0] = 8ull << 30; memory[1] = 6ull << 30; memory[2] = 2ull << 30; return 0; }

        """;

    [Fact]
    public void GetMemory_OnlyVersionOne_HasNoReserve()
    {
        using var stub = Stubs.With(MemoryV1);
        using var session = Stubs.Open(stub);
        var memory = session.GetDevice(0).Value.GetMemory().Value;
        Assert.Equal(new GpuMemory(8L << 30, null, 6L << 30, 2L << 30), memory);
        Assert.Equal((8192, 2048), (memory.UsableMiB, memory.UsedMiB));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(13)]
    [InlineData(25)]
    public void GetMemory_VersionTwoRefused_FallsBack(int status)
    {
        using var stub = Stubs.With(MemoryV1 + $"int nvmlDeviceGetMemoryInfo_v2(void *d, void *m) {{ (void)d; (void)m; return {status}; }}");
        using var session = Stubs.Open(stub);
        Assert.Equal(8192, session.GetDevice(0).Value.GetMemory().Value.UsableMiB);
    }

    [Fact]
    public void GetMemory_LostGpu_DoesNotFallBack()
    {
        using var stub = Stubs.With(MemoryV1 + "int nvmlDeviceGetMemoryInfo_v2(void *d, void *m) { (void)d; (void)m; return 15; }");
        using var session = Stubs.Open(stub);
        Assert.Equal(NvmlStatus.GpuIsLost, session.GetDevice(0).Value.GetMemory().Status);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void UsedMiB_UsedWithOrWithoutTheReserve_IsTheSame(long reserveInUsed) =>
        Assert.Equal(1000, new GpuMemory(8192L << 20, 192L << 20, 7000L << 20, (1000 + reserveInUsed * 192) << 20).UsedMiB);

    [Fact]
    public void GetName_NoTerminatorAndNoUtf8_IsReadWithinTheBuffer()
    {
        using var stub = Stubs.With("int nvmlDeviceGetName(void *d, char *name, unsigned n) { (void)d; memset(name, 0xFF, n); return 0; }");
        using var session = Stubs.Open(stub);
        Assert.Equal(new string('\uFFFD', 96), session.GetDevice(0).Value.GetName().Value);
    }

    [Theory]
    [InlineData(5, "geforce")]
    [InlineData(15, "geforcertx")]
    [InlineData(0, "unknown")]
    [InlineData(4711, "unknown")]
    public void GetBrand_Number_IsTheWordOfRequirements(int number, string word)
    {
        using var stub = Stubs.With($"int nvmlDeviceGetBrand(void *d, unsigned *b) {{ (void)d; *b = {number}; return 0; }}");
        using var session = Stubs.Open(stub);
        Assert.Equal(word, session.GetDevice(0).Value.GetBrand().Value);
    }

    [Fact]
    public void GetBrand_OldDriver_IsAbsent()
    {
        using var stub = Stubs.With("");
        using var session = Stubs.Open(stub);
        Assert.True(session.GetDevice(0).Value.GetBrand().IsNotSupported);
    }

    [Fact]
    public void GetThrottleReasons_OldDriver_AsksByTheOldName()
    {
        using var stub = Stubs.With(
            "int nvmlDeviceGetCurrentClocksThrottleReasons(void *d, unsigned long long *r) { (void)d; *r = 0x24; return 0; }");
        using var session = Stubs.Open(stub);
        Assert.Equal(ThrottleReasons.PowerCap | ThrottleReasons.ThermalSlowdown, session.GetDevice(0).Value.GetThrottleReasons().Value);
    }

    [Fact]
    public void SetMemoryLimits_DriverThatHasThem_PassesAndReadsThem()
    {
        using var stub = Stubs.With("""
            struct limits { const char *path; unsigned long long soft, hard, used; };
            static struct limits kept;
            static char path[64];
            int nvmlDeviceSetMemoryLimits_v1(void *d, struct limits *l)
            { (void)d; strncpy(path, l->path, 63); kept.soft = l->soft; kept.hard = l->hard; return 0; }
            int nvmlDeviceGetMemoryLimits_v1(void *d, struct limits *l)
            { (void)d; if (strcmp(path, l->path)) return 6; l->soft = kept.soft; l->hard = kept.hard; l->used = 7; return 0; }
            """);
        using var session = Stubs.Open(stub);
        var device = session.GetDevice(0).Value;
        Assert.True(device.CanLimitMemory);
        Assert.True(device.SetMemoryLimits("/sys/fs/cgroup/a", 1 << 20, 2 << 20).IsSuccess);
        Assert.Equal(new MemoryLimits(1 << 20, 2 << 20, 7), device.GetMemoryLimits("/sys/fs/cgroup/a").Value);
        Assert.True(device.SetMemoryLimits("/sys/fs/cgroup/a", 0, NvmlDevice.Unlimited).IsSuccess);
        Assert.Equal(new MemoryLimits(0, NvmlDevice.Unlimited, 7), device.GetMemoryLimits("/sys/fs/cgroup/a").Value);
        Assert.Equal(NvmlStatus.NotFound, device.GetMemoryLimits("/sys/fs/cgroup/b").Status);
    }

    [Fact]
    public void GetFields_ValuesOfEveryType_AreReadAsSuch()
    {
        using var stub = Stubs.With("""
            struct field { unsigned id, scope; long long when, latency; unsigned type; int status; union { double d; unsigned u; long long s; int i; unsigned short h; unsigned long long l; } v; };
            int nvmlDeviceGetFieldValues(void *d, int count, struct field *f)
            {
                (void)d;
                for (int k = 0; k < count; k++) {
                    memset(&f[k].v, 0xEE, sizeof f[k].v);
                    f[k].type = f[k].id; f[k].status = 0;
                    switch (f[k].id) {
                    case 0: f[k].v.d = 1.5; break;
                    case 1: f[k].v.u = 7; break;
                    case 3: f[k].v.l = 1ull << 40; break;
                    case 4: f[k].v.s = -9; break;
                    case 5: f[k].v.i = -3; break;
                    case 6: f[k].v.h = 11; break;
                    default: f[k].status = 3;
                    }
                }
                return 0;
            }
            """);
        using var session = Stubs.Open(stub);
        var values = session.GetDevice(0).Value.GetFields(new(0), new(1), new(3), new(4), new(5), new(6), new(99)).Value;
        Assert.Equal([1.5, 7, 1L << 40, -9, -3, 11], values.Take(6).Select(value => value.Value));
        Assert.True(values[6].IsNotSupported);
    }
}
