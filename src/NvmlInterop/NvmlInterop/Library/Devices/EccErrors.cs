namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>How many ECC errors there were, by place.</summary>
/// <param name="L1Cache">In the L1 caches.</param>
/// <param name="L2Cache">In the L2 cache.</param>
/// <param name="DeviceMemory">In device memory.</param>
/// <param name="RegisterFile">In the registers.</param>
public readonly record struct EccErrors(long L1Cache, long L2Cache, long DeviceMemory, long RegisterFile);
