using Coaster.GpuModel.Inventory;
using Coaster.Placement.State;

namespace Coaster.Placement.Policies;

/// <summary>A GPU that can hold a share, and what the share takes there.</summary>
/// <param name="State">The GPU before the share is on it.</param>
/// <param name="MemoryMiB">The memory that the share takes.</param>
/// <param name="CorePercent">The compute that it is guaranteed.</param>
public sealed record ShareCandidate(GpuState State, long MemoryMiB, int CorePercent)
{
    /// <summary>The memory that stays free beside the share.</summary>
    public long RemainingMiB => State.FreeMiB - MemoryMiB;

    /// <summary>The compute that stays free beside the share.</summary>
    public int RemainingCorePercent => State.FreeCorePercent - CorePercent;

    /// <summary>Whether the shares on the GPU would then be promised more memory than it has.</summary>
    public bool OversubscribesMemory => State.MostMiB - RemainingMiB > State.Gpu.MemoryMiB;

    /// <summary>Whether they would be guaranteed more compute than it has.</summary>
    public bool OversubscribesCore => State.Bounds.CorePercent - RemainingCorePercent > Gpu.WholeCorePercent;

    /// <summary>Whether the GPU is large enough, whoever holds it now.</summary>
    internal bool EverFits =>
        MemoryMiB > 0 && MemoryMiB <= State.Gpu.MemoryMiB && CorePercent is >= 0 and <= Gpu.WholeCorePercent;

    /// <summary>Whether the GPU has that much free.</summary>
    internal bool Fits => EverFits && State.TakesShares && RemainingMiB >= 0 && RemainingCorePercent >= 0;
}
