namespace Coaster.NvmlInterop.Inventory;

/// <summary>The driver's error numbers, in so far as they say something about the GPU and not about the program that ran on it.</summary>
public static class Xid
{
    /// <summary>The GPU has fallen off the bus.</summary>
    public const int FallenOffBus = 79;

    /// <summary>
    /// Whether the GPU, and not only one program, is the worse for it: uncorrected memory errors (48, 63, 64, 94, 95), NVLink (74), the bus
    /// (79), the GPU's own processor (119, 120), an uncorrected error elsewhere (140) and the driver's call for a recovery (154).
    /// </summary>
    public static bool ConcernsGpu(long xid) => xid is 48 or 63 or 64 or 74 or FallenOffBus or 94 or 95 or 119 or 120 or 140 or 154;
}
