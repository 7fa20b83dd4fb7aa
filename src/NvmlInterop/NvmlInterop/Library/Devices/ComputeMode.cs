namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>Who may have a CUDA context on a GPU, with NVML's values.</summary>
public enum ComputeMode
{
    /// <summary>Any number of processes.</summary>
    Default = 0,

    /// <summary>One thread; drivers of today no longer have it.</summary>
    ExclusiveThread = 1,

    /// <summary>Nobody.</summary>
    Prohibited = 2,

    /// <summary>One process, such as the MPS server.</summary>
    ExclusiveProcess = 3,
}
