using Coaster.GpuModel.Requests;
using Coaster.Placement.State;

namespace Coaster.Placement.Engine;

/// <summary>The devices that a filter lets through, before anybody asks whether they are free.</summary>
internal static class Selection
{
    /// <summary>The devices in the order of their index, each once; or the refusal when the filter cannot be met on this machine.</summary>
    public static Refused? Of(NodeState node, GpuFilter filter, out IReadOnlyList<DeviceUnit> units)
    {
        units = [];
        if (node.Gpus.Count == 0)
            return Refusals.NoGpu();
        return filter.Devices.Count > 0 ? Named(node, filter, out units) : ByModel(node, filter, out units);
    }

    private static Refused? ByModel(NodeState node, GpuFilter filter, out IReadOnlyList<DeviceUnit> units)
    {
        var ofModel = node.Gpus.Where(state => filter.AcceptsModel(state.Gpu)).ToList();
        units = [.. ofModel.Where(state => filter.AcceptsUuid(state.Gpu, null)).Select(state => new DeviceUnit(state, null))];
        if (ofModel.Count == 0)
            return Refusals.NoModel(filter, node.Inventory);
        return units.Count == 0 ? Refusals.NoneAccepted() : null;
    }

    private static Refused? Named(NodeState node, GpuFilter filter, out IReadOnlyList<DeviceUnit> units)
    {
        units = [];
        var found = new List<DeviceUnit>();
        foreach (var name in filter.Devices)
        {
            if (name.Resolve(node.Inventory) is not var (gpu, mig))
                return Refusals.NoDevice(name, node.Inventory);
            if (!filter.AcceptsModel(gpu))
                return Refusals.OtherModel(name, gpu, filter);
            if (!filter.AcceptsUuid(gpu, mig))
                return Refusals.NoneAccepted();
            found.Add(new DeviceUnit(node[gpu], mig));
        }
        units = InOrder(found);
        return null;
    }

    /// <summary>One device may be named in several ways.</summary>
    public static IReadOnlyList<DeviceUnit> InOrder(IEnumerable<DeviceUnit> units)
    {
        var ordered = units.Distinct().ToList();
        ordered.Sort(static (one, other) => one.State.Gpu.Index.CompareTo(other.State.Gpu.Index) is var byGpu and not 0
            ? byGpu
            : (one.Mig?.Index ?? -1).CompareTo(other.Mig?.Index ?? -1));
        return ordered;
    }
}
