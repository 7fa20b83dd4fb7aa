using Coaster.GpuModel.Inventory;
using Coaster.Partitioning.Gpus;
using Coaster.Partitioning.Users;

namespace Coaster.Cli.Mig;

/// <summary>What <c>coaster mig list</c> shows.</summary>
/// <param name="Gpus">The GPUs that can be cut; how, where MIG is on.</param>
/// <param name="Holders">Who holds what.</param>
internal sealed record MigListing(IReadOnlyList<(Gpu Gpu, MigGpu? Cut)> Gpus, MigHolders Holders)
{
    /// <summary>The GPU instances and their compute instances; a GPU instance without any stands there once.</summary>
    public static IEnumerable<(MigPart Part, MigComputePart? Compute, MigDevice? Device)> Instances(MigGpu gpu) => gpu.Parts.SelectMany(part =>
        part.Computes.Count == 0
            ? [(part, (MigComputePart?)null, (MigDevice?)null)]
            : part.Computes.Select(compute => (part, (MigComputePart?)compute, gpu.DeviceOf(part, compute))));
}
