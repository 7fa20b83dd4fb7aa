using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Placement.Policies;

namespace Coaster.Placement.Engine;

/// <summary>A part of one GPU.</summary>
internal static class SharePlacer
{
    public static PlacementResult Place(IReadOnlyList<DeviceUnit> units, ShareRequest request, IPlacementPolicy policy)
    {
        var whole = units.Where(unit => unit.Mig is null && unit.RunsWork).ToList();
        if (whole.Count == 0)
            return Refusals.OnlyMig(units);
        var candidates = whole.ConvertAll(unit => Candidate(unit, request.Size));
        var fitting = candidates.Where(candidate => candidate.Fits).ToList();
        return fitting.Count == 0
            ? ShareRefusals.Explain(candidates, request.Size)
            : new Placed(BookingKind.Share, request.CoreLimit, [Grant(policy.Choose(fitting))]);
    }

    private static ShareCandidate Candidate(DeviceUnit unit, ShareSize size)
    {
        var (memory, core) = size.On(unit.State.Gpu);
        return new ShareCandidate(unit.State, memory, core);
    }

    private static GpuGrant Grant(ShareCandidate chosen) => new(chosen.State.Gpu.Uuid, null, chosen.MemoryMiB, chosen.CorePercent);
}
