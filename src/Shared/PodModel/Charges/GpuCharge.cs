using Coaster.GpuModel.Bookings;

namespace Coaster.PodModel.Charges;

/// <summary>What a pod holds of one GPU at its largest.</summary>
/// <param name="MemoryMiB">The memory of its shares in MiB.</param>
/// <param name="CorePercent">The compute of its shares in percent.</param>
/// <param name="Holds">All the ways in which it holds the GPU at one time or another.</param>
public sealed record GpuCharge(long MemoryMiB, int CorePercent, IReadOnlySet<GpuHold> Holds)
{
    /// <summary>The charge of what runs at one time. Only shares of the GPU itself are added up: what else may be there is one, or unlimited.</summary>
    public static GpuCharge Of(IEnumerable<(BookingKind Kind, GpuGrant Grant)> uses)
    {
        var (memory, core, holds) = (0L, 0, new HashSet<GpuHold>());
        foreach (var (kind, grant) in uses)
        {
            var counts = kind == BookingKind.Share && grant.MigUuid is null;
            (memory, core) = counts ? (memory + grant.MemoryMiB, core + grant.CorePercent) : (memory, core);
            holds.Add(HoldOf(kind, grant));
        }
        return new GpuCharge(memory, core, holds);
    }

    /// <summary>The charge of a GPU that is held by the one first and by the other later.</summary>
    public GpuCharge Or(GpuCharge later) => new(
        Math.Max(MemoryMiB, later.MemoryMiB), Math.Max(CorePercent, later.CorePercent), Holds.Union(later.Holds).ToHashSet());

    /// <summary>How that is held, without the amounts.</summary>
    public static GpuHold HoldOf(BookingKind kind, GpuGrant grant) => new(kind, grant.MigUuid?.ToLowerInvariant());
}
