namespace Coaster.NvmlInterop.Library.Processes;

/// <summary>What a process has on a GPU, with the modes of NVML's detailed list.</summary>
public enum ProcessKind
{
    /// <summary>A compute context, such as CUDA's.</summary>
    Compute = 0,

    /// <summary>A graphics context.</summary>
    Graphics = 1,

    /// <summary>A compute context inside the MPS server.</summary>
    Mps = 2,
}
