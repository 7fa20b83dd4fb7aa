using Coaster.GpuModel.Bookings;

namespace Coaster.Enforcement.Tiers.Mps;

/// <summary>What each client of a GPU's MPS server may have: the control daemon's limits are its server's, and so the same for all.</summary>
/// <param name="MemoryMiB">The most device memory of a process, in MiB.</param>
/// <param name="Percent">Its share of the multiprocessors, in percent.</param>
public sealed record MpsPart(long MemoryMiB, int Percent)
{
    private const int Whole = 100;

    /// <summary>A share's part; one that books no compute has nothing to be held to.</summary>
    internal static MpsPart Of(GpuGrant grant) => new(grant.MemoryMiB, grant.CorePercent > 0 ? grant.CorePercent : Whole);

    /// <inheritdoc/>
    public override string ToString() => $"{MemoryMiB} MiB and {Percent} %";
}
