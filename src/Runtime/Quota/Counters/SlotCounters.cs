namespace Coaster.Quota.Counters;

/// <summary>What a process of a container says of itself, <c>struct cq_slot</c>.</summary>
/// <param name="Index">The slot's number, 0 to <see cref="Region.Slots"/> - 1.</param>
/// <param name="Generation">Tells one holder of the slot from the next; never 0.</param>
/// <param name="Pid">Its process id in the container's pid namespace; 0 when what stands there is none.</param>
/// <param name="IsBusy">Whether something is under way: nothing can be measured then.</param>
/// <param name="Operations">Grows with everything that is done.</param>
/// <param name="UsedBytes">Device memory that is accounted for, in bytes, one for each GPU of the region; 0 to <see cref="CountersSnapshot.MaxBytes"/>.</param>
/// <param name="EstimatedBytes">What was only estimated, in all, in bytes; likewise.</param>
public sealed record SlotCounters(
    int Index, ulong Generation, int Pid, bool IsBusy, ulong Operations, IReadOnlyList<long> UsedBytes, IReadOnlyList<long> EstimatedBytes)
{
    /// <summary>
    /// How much of what is accounted for, on all GPUs, may not be on one now: managed memory, and what a graph takes when it is launched; in bytes, 0 to
    /// <see cref="CountersSnapshot.MaxBytes"/>.
    /// </summary>
    public long ElsewhereBytes { get; init; }
}
