using Coaster.Placement.Cluster.Demand;

namespace Coaster.Placement.Cluster.Room;

/// <summary>What is free of one GPU.</summary>
/// <param name="MostMemoryMiB">What it has, in MiB, above 0.</param>
/// <param name="MemoryMiB">What is free of that.</param>
/// <param name="CorePercent">The compute in percent that can still be guaranteed.</param>
public readonly record struct GpuRoom(int MostMemoryMiB, int MemoryMiB, int CorePercent)
{
    /// <summary>A whole GPU in thousandths.</summary>
    public const int WholeMilli = 1000;

    private const int WholePercent = 100;

    /// <summary>What it may be given out as.</summary>
    public GpuUses Uses { get; init; } = GpuUses.Any;

    /// <summary>A GPU that nobody has anything of.</summary>
    public static GpuRoom Empty(int memoryMiB) => new(memoryMiB, memoryMiB, WholePercent);

    /// <summary>How much of it a share could get, in thousandths: of memory or of compute, whichever is less.</summary>
    public int Milli => Math.Min((int)((long)MemoryMiB * WholeMilli / MostMemoryMiB), CorePercent * (WholeMilli / WholePercent));

    /// <summary>Whether nobody has anything of it.</summary>
    public bool IsEmpty => MemoryMiB == MostMemoryMiB && CorePercent == WholePercent;

    /// <summary>How much of an empty one that is, in thousandths: of memory or of compute, whichever is more.</summary>
    public int MilliOf(GpuNeed need) => need.IsWhole
        ? WholeMilli
        : Math.Max((int)((long)need.MemoryOn(MostMemoryMiB) * WholeMilli / MostMemoryMiB), need.CorePercent * (WholeMilli / WholePercent));

    /// <summary>Whether it has that much free.</summary>
    public bool Fits(GpuNeed need) => need.IsWhole
        ? IsEmpty && (Uses & GpuUses.Whole) != 0
        : (Uses & GpuUses.Shares) != 0 && MemoryMiB >= need.MemoryOn(MostMemoryMiB) && CorePercent >= need.CorePercent;

    /// <summary>What is free once somebody has that.</summary>
    public GpuRoom Without(GpuNeed need) => need.IsWhole
        ? this with { MemoryMiB = 0, CorePercent = 0 }
        : this with { MemoryMiB = MemoryMiB - need.MemoryOn(MostMemoryMiB), CorePercent = CorePercent - need.CorePercent };

    /// <summary>What is free once somebody has given that back.</summary>
    public GpuRoom With(GpuNeed need) => need.IsWhole
        ? this with { MemoryMiB = MostMemoryMiB, CorePercent = WholePercent }
        : this with { MemoryMiB = MemoryMiB + need.MemoryOn(MostMemoryMiB), CorePercent = CorePercent + need.CorePercent };
}
