
namespace Coaster.NvmlInterop.Inventory;

/// <summary>How the GPUs of a node reach each other.</summary>
public static class TopologyReader
{
    /// <summary>The topology of all GPUs of a session.</summary>
    public static GpuTopology Read(NvmlSession session)
    {
        var ends = Enumerable.Range(0, session.GetDeviceCount().ValueOr(0)).Select(index => End.Of(session.GetDevice(index))).ToList();
        return new GpuTopology(
            [.. ends.Select(from => (IReadOnlyList<GpuLink?>)[.. ends.Select(to => Between(from, to))])],
            [.. ends.Select(static end => end?.Device.GetCpus().ValueOr([]) ?? [])]);
    }

    private static GpuLink? Between(End? from, End? to)
    {
        if (from is null || to is null || ReferenceEquals(from, to))
            return null;
        var distance = from.Device.GetDistance(to.Device);
        var links = CountLinks(from, to);
        return distance.IsSuccess || links > 0 ? new GpuLink(links, distance.ValueOr(PcieDistance.System)) : null;
    }

    /// <summary>Links straight to the other GPU; behind NVSwitches, as many as the one with fewer of them has.</summary>
    private static int CountLinks(End from, End to)
    {
        var straight = from.Links.Count(link => string.Equals(link.PeerBusId, to.BusId, StringComparison.OrdinalIgnoreCase));
        return straight > 0 ? straight : Math.Min(from.Links.Count(static link => link.ToSwitch), to.Links.Count(static link => link.ToSwitch));
    }

    private sealed record End(NvmlDevice Device, string BusId, IReadOnlyList<NvLink> Links)
    {
        public static End? Of(NvmlResult<NvmlDevice> device) => device.IsSuccess && device.Value.GetPci() is { IsSuccess: true } pci
            ? new End(device.Value, pci.Value.BusId, device.Value.GetNvLinks())
            : null;
    }
}
