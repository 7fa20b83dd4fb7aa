
namespace Coaster.NvmlInterop.Inventory;

/// <summary>The way from one GPU to another.</summary>
/// <param name="NvLinks">How many NVLinks join them, over switches or not; 0 for none.</param>
/// <param name="Distance">How far the way over PCIe is.</param>
public readonly record struct GpuLink(int NvLinks, PcieDistance Distance)
{
    /// <summary>The short form of <c>nvidia-smi topo -m</c>: NV with the number of links, else PIX, PXB, PHB, NODE or SYS.</summary>
    public override string ToString() => NvLinks > 0 ? $"NV{NvLinks}" : Distance switch
    {
        PcieDistance.Internal or PcieDistance.SingleSwitch => "PIX",
        PcieDistance.MultipleSwitches => "PXB",
        PcieDistance.HostBridge => "PHB",
        PcieDistance.NumaNode => "NODE",
        _ => "SYS",
    };
}
