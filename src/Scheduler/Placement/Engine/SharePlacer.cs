using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Placement.Policies;

namespace Coaster.Placement.Engine;

/// <summary>A part of one GPU, or of each of several.</summary>
internal static class SharePlacer
{
    public static PlacementResult Place(IReadOnlyList<DeviceUnit> units, ShareRequest request, IPlacementPolicy policy)
    {
        var whole = units.Where(unit => unit.Mig is null && unit.RunsWork).ToList();
        if (whole.Count == 0)
            return Refusals.OnlyMig(units);
        var candidates = whole.ConvertAll(unit => Candidate(unit, request.Size));
        var fitting = candidates.Where(candidate => candidate.Fits).ToList();
        return fitting.Count < request.Gpus
            ? ShareRefusals.Explain(candidates, request)
            : new Placed(BookingKind.Share, request.CoreLimit, [.. Choose(fitting, request.Gpus, policy).Select(Grant)]);
    }

    private static IEnumerable<ShareCandidate> Choose(List<ShareCandidate> fitting, int count, IPlacementPolicy policy)
    {
        var chosen = new List<ShareCandidate>(count);
        while (chosen.Count < count)
        {
            chosen.Add(policy.Choose(fitting));
            fitting.Remove(chosen[^1]);
        }

        return chosen.OrderBy(candidate => candidate.State.Gpu.Index);
    }

    private static ShareCandidate Candidate(DeviceUnit unit, ShareSize size)
    {
        var (memory, core) = size.On(unit.State.Gpu);
        return new ShareCandidate(unit.State, memory, core);
    }

    private static GpuGrant Grant(ShareCandidate chosen) => new(chosen.State.Gpu.Uuid, null, chosen.MemoryMiB, chosen.CorePercent);
}
