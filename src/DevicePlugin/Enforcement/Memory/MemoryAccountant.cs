using Coaster.Quota.Counters;

namespace Coaster.Enforcement.Memory;

/// <summary>
/// Holds a container's own accounting against the driver's. A process is measured only while it stands still: nothing is under way in its slot and the
/// slot is the same before and after the driver was asked.
/// </summary>
/// <param name="gpus">How many GPUs the container's region has.</param>
/// <param name="givesWay">
/// Whether its memory is managed memory, which the driver moves to the host while others need the room: then it may say less than is accounted for,
/// and less is no room.
/// </param>
public sealed class MemoryAccountant(int gpus, bool givesWay = false)
{
    // A process that has just begun is named by the driver a moment before its slot can be read.
    private const int LooksBeforeUncounted = 2;

    private readonly Dictionary<int, SlotMeasurement> _known = [];
    private readonly Dictionary<int, (ulong Operations, SlotMeasurement Found)> _lower = []; // found once to hold less than it is charged with
    private Dictionary<int, int> _withoutSlot = [];

    /// <summary>Looks once.</summary>
    /// <param name="before">The counters before the driver was asked.</param>
    /// <param name="after">The counters after it.</param>
    /// <param name="processes">What the driver says of the container's processes.</param>
    /// <param name="isHeld">Whether a slot's process lives.</param>
    public MemoryFindings Look(CountersSnapshot before, CountersSnapshot after, IReadOnlyList<SeenProcess> processes, Func<int, bool> isHeld)
    {
        var slots = after.Slots.ToLookup(slot => slot.Pid);
        var earlier = before.Slots.GroupBy(slot => slot.Index).ToDictionary(group => group.Key, group => group.First());
        var measured = new List<SlotMeasurement>();
        var withoutSlot = new Dictionary<int, int>();
        var seen = new HashSet<int>();
        foreach (var process in processes)
        {
            var held = slots[process.InnerPid].Where(slot => isHeld(slot.Index)).ToList();
            seen.UnionWith(held.Select(slot => slot.Index));
            if (held.Count == 0)
                withoutSlot[process.HostPid] = _withoutSlot.GetValueOrDefault(process.HostPid) + 1;
            else if (held is [var slot] && IsUnambiguous(processes, process) && Stood(earlier.GetValueOrDefault(slot.Index), slot))
                Confirm(slot, Measure(slot, process.UsedBytes), measured);
        }

        MeasureGone(after, earlier, seen, isHeld, measured);
        _withoutSlot = withoutSlot;
        var uncounted = Sum([.. processes.Where(process => withoutSlot.GetValueOrDefault(process.HostPid) >= LooksBeforeUncounted)]);
        return new MemoryFindings(measured, Held(Sum(processes), uncounted, [.. after.Slots.Where(slot => isHeld(slot.Index))]), uncounted);
    }

    /// <summary>What is known of a slot, or null.</summary>
    public SlotMeasurement? Known(SlotCounters slot) => _known.GetValueOrDefault(slot.Index) is { } known && known.Generation == slot.Generation ? known : null;

    /// <summary>What a container's slots account for on a GPU, by the formula of region.h.</summary>
    public long AccountedBytes(IEnumerable<SlotCounters> living, int gpu) => living.Sum(slot =>
        slot.UsedBytes[gpu] + Standing(slot, Known(slot), gpu));

    /// <summary>A container within the container has pids of its own, and two may be the same.</summary>
    private static bool IsUnambiguous(IReadOnlyList<SeenProcess> processes, SeenProcess process) =>
        processes.Count(other => other.InnerPid == process.InnerPid) == 1;

    private static bool Stood(SlotCounters? before, SlotCounters after) => before is not null && !before.IsBusy && !after.IsBusy
        && (before.Generation, before.Operations, before.Pid) == (after.Generation, after.Operations, after.Pid)
        && before.UsedBytes.SequenceEqual(after.UsedBytes);

    private SlotMeasurement Measure(SlotCounters slot, IReadOnlyList<long?> driver)
    {
        var known = Known(slot);
        var extra = new long[gpus];
        for (var gpu = 0; gpu < gpus; gpu++)
            extra[gpu] = Extra(slot, known, driver[gpu], gpu);
        return new SlotMeasurement(slot.Index, slot.Generation, [.. slot.EstimatedBytes.Take(gpus)], extra);
    }

    /// <summary>As much of what the driver does not find may be elsewhere, so little less than before is certain.</summary>
    private long Extra(SlotCounters slot, SlotMeasurement? known, long? driver, int gpu)
    {
        if (driver is not { } bytes)
            return known?.ExtraBytes[gpu] ?? slot.EstimatedBytes[gpu];
        var beyond = Math.Min(bytes, CountersSnapshot.MaxBytes) - slot.UsedBytes[gpu];
        var atMost = beyond + (givesWay ? slot.UsedBytes[gpu] : slot.ElsewhereBytes);
        return Math.Max(0, Math.Max(beyond, Math.Min(atMost, Standing(slot, known, gpu))));
    }

    /// <summary>What counts beyond what is accounted for, before anything new is found.</summary>
    private static long Standing(SlotCounters slot, SlotMeasurement? known, int gpu) => known is null
        ? slot.EstimatedBytes[gpu]
        : known.ExtraBytes[gpu] + Math.Max(0, slot.EstimatedBytes[gpu] - known.EstimatedBytes[gpu]);

    /// <summary>Beside a process that went round the shim, what has given way for it counts as if it were still there.</summary>
    private long[] Held(long[] driver, long[] uncounted, IReadOnlyList<SlotCounters> living) => !givesWay
        ? driver
        : [.. driver.Select((bytes, gpu) => uncounted[gpu] > 0 ? Math.Max(bytes, AccountedBytes(living, gpu) + uncounted[gpu]) : bytes)];

    /// <summary>
    /// Less than is charged counts when it is found twice, and the process has done nothing between: the driver gives memory back a moment before the
    /// process's own count shrinks (a pool does so within any synchronisation). The difference would be taken for room.
    /// </summary>
    private void Confirm(SlotCounters slot, SlotMeasurement found, List<SlotMeasurement> measured)
    {
        var isLess = found.ExtraBytes.Where((bytes, gpu) => bytes < Standing(slot, Known(slot), gpu)).Any();
        if (isLess && (!_lower.TryGetValue(found.Slot, out var before) || before.Operations != slot.Operations || !before.Found.Equals(found)))
        {
            _lower[found.Slot] = (slot.Operations, found);
            return;
        }

        _lower.Remove(found.Slot);
        Accept(found, measured);
    }

    private void Accept(SlotMeasurement found, List<SlotMeasurement> measured)
    {
        if (found.Equals(_known.GetValueOrDefault(found.Slot)))
            return;
        _known[found.Slot] = found;
        measured.Add(found);
    }

    /// <summary>One that the driver named once and names no more has given its contexts back.</summary>
    private void MeasureGone(
        CountersSnapshot after, Dictionary<int, SlotCounters> earlier, HashSet<int> seen, Func<int, bool> isHeld, List<SlotMeasurement> measured)
    {
        foreach (var slot in after.Slots)
            if (!seen.Contains(slot.Index) && Known(slot) is not null && Stood(earlier.GetValueOrDefault(slot.Index), slot) && isHeld(slot.Index))
                Accept(Nothing(slot), measured);
    }

    private SlotMeasurement Nothing(SlotCounters slot) => new(slot.Index, slot.Generation, [.. slot.EstimatedBytes.Take(gpus)], new long[gpus]);

    private long[] Sum(IReadOnlyList<SeenProcess> processes) =>
        [.. Enumerable.Range(0, gpus).Select(gpu => processes.Sum(process => Math.Min(process.UsedBytes[gpu] ?? 0, CountersSnapshot.MaxBytes)))];
}
