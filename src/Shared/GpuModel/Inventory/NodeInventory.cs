using Coaster.GpuModel.Requests;

namespace Coaster.GpuModel.Inventory;

/// <summary>The GPUs of one node, as a whole: what the node publishes and what placement works on.</summary>
/// <param name="DriverVersion">The driver's version, such as <c>570.124.06</c>.</param>
/// <param name="CudaVersion">The newest CUDA that the driver serves, such as <c>12.8</c>.</param>
/// <param name="Gpus">The GPUs in the order of their index.</param>
public sealed record NodeInventory(string DriverVersion, string CudaVersion, IReadOnlyList<Gpu> Gpus)
{
    /// <summary>What one <c>ten.ai/gpu-mem</c> of this node is; null where nothing is offered to a cluster.</summary>
    public MemoryUnit? MemoryUnit { get; init; }

    /// <summary>The GPU with that UUID (letter case does not matter), or null; a GPU that never told its own is not found.</summary>
    public Gpu? Find(string uuid) =>
        Gpus.FirstOrDefault(gpu => gpu.Uuid.Length > 0 && string.Equals(gpu.Uuid, uuid, StringComparison.OrdinalIgnoreCase));

    /// <summary>The MIG device with that UUID and the GPU that it is cut from, or null.</summary>
    public (Gpu Gpu, MigDevice Mig)? FindMig(string uuid)
    {
        foreach (var gpu in Gpus)
            foreach (var mig in gpu.Mig)
                if (string.Equals(mig.Uuid, uuid, StringComparison.OrdinalIgnoreCase))
                    return (gpu, mig);
        return null;
    }
}
