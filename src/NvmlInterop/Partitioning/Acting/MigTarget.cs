using Coaster.GpuModel.Inventory;
using Coaster.Partitioning.Gpus;

namespace Coaster.Partitioning.Acting;

/// <summary>What is to be destroyed of one GPU instance.</summary>
/// <param name="Gpu">Its GPU.</param>
/// <param name="Part">The GPU instance; it goes too when none of its compute instances is left.</param>
/// <param name="Computes">The compute instances.</param>
public sealed record MigTarget(MigGpu Gpu, MigPart Part, IReadOnlyList<MigComputePart> Computes)
{
    /// <summary>Whether nothing of the GPU instance is left afterwards.</summary>
    public bool IsWhole => Computes.Count == Part.Computes.Count;

    /// <summary>The MIG devices of the compute instances; a null for a GPU instance that has none, and for what the driver does not show.</summary>
    public IEnumerable<MigDevice?> Devices => Computes.Count == 0 ? [null] : Computes.Select(compute => Gpu.DeviceOf(Part, compute));

    /// <summary>Such as <c>GPU 0, GI 7</c>.</summary>
    public string Name => $"GPU {Gpu.Gpu.Index}, GI {Part.Info.Id}";
}
