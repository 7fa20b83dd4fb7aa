using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.GpuBench.Extender.Pods;

/// <summary>The GPUs of the cluster: H200, all healthy and none partitioned.</summary>
internal static class BenchGpu
{
    /// <summary>What pods can have of one.</summary>
    internal const long MemoryMiB = 143_771;

    /// <summary>The GPUs of a node.</summary>
    internal static NodeInventory Inventory(int node, int gpus) =>
        new("570.124.06", "12.8", [.. Enumerable.Range(0, gpus).Select(index => Of(node, index))]) { MemoryUnit = MemoryUnit.Default };

    /// <summary>The UUID of one of a node's GPUs.</summary>
    internal static string Uuid(int node, int index) => $"GPU-{node:x8}-5c0a-4e27-9b61-{index:x12}";

    private static Gpu Of(int node, int index) =>
        new(index, Uuid(node, index), index, "NVIDIA H200", MemoryMiB, $"00000000:{index + 0x1b:X2}:00.0", index / 4, GpuHealth.Healthy, MigMode.Disabled, [])
        {
            ComputeCapability = "9.0",
            Brand = "nvidia",
        };
}
