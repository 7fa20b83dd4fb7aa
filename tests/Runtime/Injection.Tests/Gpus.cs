using Coaster.GpuModel.Inventory;

namespace Coaster.Injection.Tests;

/// <summary>GPUs in the fewest words. Their PCI addresses are none that a machine has.</summary>
internal static class Gpus
{
    public static Gpu Whole(int index, int minor) => new(
        index, $"GPU-{index}", minor, "NVIDIA H200", 143_000, "0000FFFF:FF:1F.7", 0, GpuHealth.Healthy, MigMode.Disabled, []);

    public static Gpu Cut(int index, int minor) => Whole(index, minor) with
    {
        MigMode = MigMode.Enabled,
        Mig = [new MigDevice($"MIG-{index}-0", 0, "1g.18gb", 16_384, 7, 0), new MigDevice($"MIG-{index}-1", 1, "1g.18gb", 16_384, 8, 1)],
    };
}
