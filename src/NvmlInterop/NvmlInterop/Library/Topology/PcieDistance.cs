namespace Coaster.NvmlInterop.Library.Topology;

/// <summary>How far the way between two GPUs over PCIe is, with NVML's values.</summary>
public enum PcieDistance
{
    /// <summary>On one board.</summary>
    Internal = 0,

    /// <summary>Over one PCIe switch.</summary>
    SingleSwitch = 10,

    /// <summary>Over more than one PCIe switch, but no host bridge.</summary>
    MultipleSwitches = 20,

    /// <summary>Over one host bridge.</summary>
    HostBridge = 30,

    /// <summary>Over more than one host bridge of one NUMA node.</summary>
    NumaNode = 40,

    /// <summary>From one NUMA node to another.</summary>
    System = 50,
}
