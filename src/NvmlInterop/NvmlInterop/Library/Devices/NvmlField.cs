namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>The id of a field value, as <c>NVML_FI_DEV_…</c> numbers it, and its scope.</summary>
/// <param name="Id">The number.</param>
/// <param name="Scope">The NVLink, or whatever else the field is about; 0 for most.</param>
public readonly record struct NvmlField(int Id, int Scope = 0)
{
    /// <summary>Uncorrected ECC errors since the driver was loaded.</summary>
    public static NvmlField UncorrectedEccErrors => new(4);

    /// <summary>The temperature of the memory in degrees Celsius.</summary>
    public static NvmlField MemoryTemperatureC => new(82);

    /// <summary>The energy used since the driver was loaded, in millijoules.</summary>
    public static NvmlField EnergyMilliJ => new(83);

    /// <summary>How many NVLinks the GPU has.</summary>
    public static NvmlField NvLinkCount => new(91);

    /// <summary>How often PCIe had to send something again.</summary>
    public static NvmlField PcieReplays => new(94);

    /// <summary>What the driver asks an operator to do: 0 nothing, 1 reset the GPU, 2 reboot, 3 and 4 drain it first.</summary>
    public static NvmlField RecoveryAction => new(230);
}
