using Coaster.GpuModel.Requests;
using Coaster.Placement.Engine;
using Coaster.Placement.Policies;
using Coaster.Placement.State;

namespace Coaster.Placement;

/// <summary>
/// Decides which devices serve a request. Pure and deterministic: no clock, no randomness, integers only. A share takes its MiB and
/// percent; exclusive use takes the GPU's whole memory and 100 percent; open use takes the whole memory and is guaranteed no compute.
/// </summary>
public static class PlacementEngine
{
    /// <summary>Where the request would go on the node.</summary>
    /// <param name="node">The node as it is.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="policy">Which GPU a share goes to when several can hold it.</param>
    public static PlacementResult Place(NodeState node, GpuRequest request, IPlacementPolicy policy)
    {
        if (request is MigRequest mig)
            return MigPlacer.Place(node, mig);
        if (Selection.Of(node, request.Filter, out var units) is { } refused)
            return refused;
        return request switch
        {
            ShareRequest share => SharePlacer.Place(units, share, policy),
            ExclusiveRequest exclusive => CountPlacer.Exclusive(units, exclusive.Count),
            OpenRequest { Count: { } count } => CountPlacer.Open(units, count),
            OpenRequest => OpenPlacer.Place(units, named: request.Filter.Devices.Count > 0),
            _ => throw new ArgumentException("no rule places " + request.GetType().Name, nameof(request)),
        };
    }
}
