using Coaster.NvmlInterop.Library.Mig;

namespace Coaster.Partitioning.Gpus;

/// <summary>A compute instance that exists: what makes a GPU instance a MIG device.</summary>
/// <param name="Handle">It in the driver's session.</param>
/// <param name="Info">Its id within its GPU instance, its profile and where it lies.</param>
public sealed record MigComputePart(NvmlComputeInstance Handle, MigInstance Info)
{
    /// <summary>Its id within its GPU instance.</summary>
    public int Id => Info.Id;
}
