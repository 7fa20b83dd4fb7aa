using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Placement.State;

namespace Coaster.Placement.Engine;

/// <summary>MIG devices by their profiles.</summary>
internal static class MigPlacer
{
    public static PlacementResult Place(NodeState node, MigRequest request)
    {
        var devices = DevicesOf(node, request.Filter);
        var grants = new List<GpuGrant>();
        foreach (var (resource, count) in request.Amounts)
        {
            var ofProfile = devices.FindAll(unit => ResourceNames.OfMig(unit.Mig!.Profile) == resource);
            if (ofProfile.Count == 0)
                return Refusals.NoProfile(resource, devices.Select(unit => ResourceNames.OfMig(unit.Mig!.Profile)));
            var result = CountPlacer.Slices(ofProfile, count);
            if (result is not Placed placed)
                return result;
            grants.AddRange(placed.Grants);
        }

        return new Placed(BookingKind.Exclusive, CoreLimit.Soft, [.. grants.OrderBy(grant => node.Inventory.Find(grant.GpuUuid)!.Index)]);
    }

    private static List<DeviceUnit> DevicesOf(NodeState node, GpuFilter filter) =>
    [
        .. node.Gpus.Where(state => state.IsPartitioned && filter.AcceptsModel(state.Gpu))
            .SelectMany(state => state.Gpu.Mig.Where(mig => filter.AcceptsUuid(state.Gpu, mig)).Select(mig => new DeviceUnit(state, mig))),
    ];
}
