namespace Coaster.NvmlInterop.Library.Gpm;

/// <summary>The performance counters that Coaster reads, with NVML's values.</summary>
public enum GpmMetric
{
    /// <summary>The percent of the time in which anything ran.</summary>
    GraphicsUtilization = 1,

    /// <summary>The percent of the multiprocessors that were busy.</summary>
    SmUtilization = 2,

    /// <summary>The percent of the warps that were resident.</summary>
    SmOccupancy = 3,

    /// <summary>The percent of the time in which a tensor core worked.</summary>
    TensorUtilization = 5,

    /// <summary>The percent of the memory's bandwidth.</summary>
    DramBandwidth = 10,

    /// <summary>What the GPU sent over PCIe, in MiB/s.</summary>
    PcieSent = 20,

    /// <summary>What the GPU received over PCIe, in MiB/s.</summary>
    PcieReceived = 21,

    /// <summary>What the GPU received over all NVLinks, in MiB/s.</summary>
    NvLinkReceived = 60,

    /// <summary>What the GPU sent over all NVLinks, in MiB/s.</summary>
    NvLinkSent = 61,
}
