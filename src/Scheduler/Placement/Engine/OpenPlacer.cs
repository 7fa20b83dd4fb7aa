using Coaster.GpuModel.Bookings;

namespace Coaster.Placement.Engine;

/// <summary>Open use of every device that was named, or of all that the machine has.</summary>
internal static class OpenPlacer
{
    /// <param name="units">The devices.</param>
    /// <param name="named">Whether a person named them, so that none of them may be left out.</param>
    public static PlacementResult Place(IReadOnlyList<DeviceUnit> units, bool named)
    {
        var healthy = units.Where(unit => unit.State.IsHealthy).ToList();
        if (healthy.Count == 0 || (named && healthy.Count < units.Count))
            return Refusals.Unhealthy(units);
        if (healthy.Find(unit => !unit.Expand().Any()) is { } uncut && (named || healthy.TrueForAll(unit => !unit.Expand().Any())))
            return Refusals.Uncut(uncut);
        return Take(Selection.InOrder(healthy.SelectMany(unit => unit.Expand())));
    }

    private static PlacementResult Take(IReadOnlyList<DeviceUnit> units)
    {
        if (units.Any(unit => !unit.IsFree(BookingKind.Open)))
            return Refusals.Held(units, BookingKind.Open, "open use needs GPUs without shares and exclusive holders");
        return new Placed(BookingKind.Open, CoreLimit.Soft, [.. units.Select(unit => unit.Grant(BookingKind.Open))]);
    }
}
