using Coaster.Health.Probing;
using Coaster.Testing;

namespace Coaster.Health.Tests.Probing;

/// <summary>What drivers answer that know little: no events, no counters, no field values.</summary>
public sealed class OddDriverTests
{
    private const string Uuid = "GPU-00000000-0000-0000-0000-000000000001";

    private const string Least = $$"""
        #include <string.h>
        int nvmlInit_v2(void) { return 0; }
        int nvmlShutdown(void) { return 0; }
        int nvmlDeviceGetCount_v2(unsigned *count) { *count = 1; return 0; }
        int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) { *device = (void *)(8ul + index); return 0; }
        int nvmlDeviceGetUUID(void *device, char *uuid, unsigned size) { (void)device; (void)size; strcpy(uuid, "{{Uuid}}"); return 0; }

        """;

    private const string NoMemory = "int nvmlDeviceGetMemoryInfo_v2(void *d, void *m) { (void)d; (void)m; return 999; }\n";
    private const string NoTemperature = "int nvmlDeviceGetTemperature(void *d, unsigned s, unsigned *t) { (void)d; (void)s; (void)t; return 999; }\n";

    private const string NoErrors =
        "int nvmlDeviceGetTotalEccErrors(void *d, unsigned k, unsigned c, unsigned long long *n) { (void)d; (void)k; (void)c; (void)n; return 999; }\n";

    [Fact]
    public void Look_DriverThatKnowsNothing_SpeaksForTheGpu() => Assert.Equal(new GpuLook(), Look(""));

    [Fact]
    public void Look_UnknownErrorOfWhatFewGpusTell_SpeaksForTheGpu() => Assert.Equal(new GpuLook(), Look(NoErrors));

    [Fact]
    public void Look_UnknownErrorOfWhatAllGpusTell_IsSilence() => Assert.NotNull(Look(NoMemory + NoTemperature)!.Silence);

    [Fact]
    public void Wait_DriverWithoutEvents_TellsNothing()
    {
        using var stub = new StubLibrary(Least);
        using var probe = new NvmlGpuProbe(stub.Root);
        Assert.IsType<GpuListing.Found>(probe.List());
        Assert.Null(probe.Wait(TimeSpan.FromMinutes(10)));
    }

    private static GpuLook? Look(string more)
    {
        using var stub = new StubLibrary(Least + more);
        using var probe = new NvmlGpuProbe(stub.Root);
        Assert.IsType<GpuListing.Found>(probe.List());
        return probe.Look(Uuid);
    }
}
