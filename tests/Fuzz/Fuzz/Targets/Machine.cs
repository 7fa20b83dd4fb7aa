using Coaster.GpuModel.Inventory;

namespace Coaster.Fuzz.Targets;

/// <summary>The machine that requests are held against.</summary>
internal static class Machine
{
    public static NodeInventory Node { get; } = new("570.124.06", "12.8",
    [
        new Gpu(0, "GPU-11111111-2222-3333-4444-555555555555", 0, "NVIDIA H200", 143_165, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, [])
        {
            ComputeCapability = "9.0",
            Brand = "nvidia",
        },
    ]);
}
