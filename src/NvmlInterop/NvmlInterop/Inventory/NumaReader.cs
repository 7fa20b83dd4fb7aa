
namespace Coaster.NvmlInterop.Inventory;

/// <summary>The NUMA node that a GPU hangs on.</summary>
internal static class NumaReader
{
    /// <summary>The node whose memory is nearest; else what sysfs says; else the node that the GPU itself is; else -1.</summary>
    public static int Read(NvmlDevice device, PciAddress pci, DriverFiles files)
    {
        var nearest = device.GetNumaNodes();
        if (nearest.IsSuccess && nearest.Value.Count > 0)
            return nearest.Value[0];
        return files.NumaNode(pci) ?? device.GetOwnNumaNode().ValueOr(-1);
    }
}
