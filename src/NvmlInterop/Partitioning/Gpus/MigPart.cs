using Coaster.NvmlInterop.Library.Mig;
using Coaster.Placement.Mig;

namespace Coaster.Partitioning.Gpus;

/// <summary>A GPU instance that exists.</summary>
/// <param name="Handle">It in the driver's session.</param>
/// <param name="Info">Its id, its profile and where it lies.</param>
/// <param name="Computes">Its compute instances, by id.</param>
public sealed record MigPart(NvmlGpuInstance Handle, MigInstance Info, IReadOnlyList<MigComputePart> Computes)
{
    /// <summary>Where it lies.</summary>
    public MigSlot Slot => new(Info.Placement.Start, Info.Placement.Size);
}
