using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.Publishing.Tests;

/// <summary>Nodes for the tests.</summary>
internal static class Gpus
{
    public static Gpu Gpu(int index, string model = "NVIDIA H200", long memoryMiB = 143_167, MigMode migMode = MigMode.Disabled, int devices = 0) => new(
        index, Uuid(index), index, model, memoryMiB, $"00000000:{index + 1:X2}:00.0", 0, GpuHealth.Healthy, migMode,
        [.. Enumerable.Range(0, devices).Select(cut => new MigDevice($"MIG-{index}-{cut}", cut, "1g.18gb", 16_384, cut + 7, 0))])
    {
        ComputeCapability = "9.0",
        Brand = "nvidia",
    };

    public static string Uuid(int index) => $"GPU-{index:x8}-aaaa";

    public static NodeInventory Node(params Gpu[] gpus) => new("570.124.06", "12.8", gpus) { MemoryUnit = MemoryUnit.Default };

    /// <summary>A GPU that fell off the bus before it told anything.</summary>
    public static Gpu Lost(int index) => new(index, "", -1, "", 0, "", -1, GpuHealth.Lost, MigMode.Unsupported, []);
}
