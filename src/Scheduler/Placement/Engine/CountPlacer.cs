using Coaster.GpuModel.Bookings;

namespace Coaster.Placement.Engine;

/// <summary>A number of whole devices, whichever they are: those with the fewest users first, then the lowest index.</summary>
internal static class CountPlacer
{
    public static PlacementResult Exclusive(IReadOnlyList<DeviceUnit> units, int count) => Place(units, count, BookingKind.Exclusive, unit => unit.Users);

    public static PlacementResult Open(IReadOnlyList<DeviceUnit> units, int count) => Place(units, count, BookingKind.Open, unit => unit.Users);

    /// <summary>MIG devices of one profile, those first whose GPU has the most in use: one that is idle can be cut otherwise.</summary>
    public static PlacementResult Slices(IReadOnlyList<DeviceUnit> units, int count) =>
        Place(units, count, BookingKind.Exclusive, unit => -unit.State.Holdings.Count);

    private static PlacementResult Place(IReadOnlyList<DeviceUnit> units, int count, BookingKind kind, Func<DeviceUnit, int> order)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var usable = units.Where(unit => unit.RunsWork).ToList();
        if (usable.Count < count)
            return Refusals.TooFew(units, usable.Count, count);
        var healthy = usable.Where(unit => unit.State.IsHealthy).ToList();
        if (healthy.Count < count)
            return Refusals.Unhealthy(usable);
        var free = healthy.Where(unit => unit.IsFree(kind)).ToList();
        return free.Count < count
            ? Refusals.Held(healthy, kind, $"{count} asked, and {free.Count} of {Refusals.Devices(healthy.Count)} can be had")
            : new Placed(kind, CoreLimit.Soft, [.. Pick(free.OrderBy(order), count).Select(unit => unit.Grant(kind))]);
    }

    private static IReadOnlyList<DeviceUnit> Pick(IOrderedEnumerable<DeviceUnit> free, int count) =>
        Selection.InOrder(free.ThenBy(unit => unit.State.Gpu.Index).ThenBy(unit => unit.Mig?.Index).Take(count));
}
