using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>Memory as NVML counts it, in bytes.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Reserved">What driver and firmware keep for themselves, or null where the driver does not tell it apart.</param>
/// <param name="Free">What nobody has.</param>
/// <param name="Used">What is in use; with the reserve where that is null.</param>
public readonly record struct GpuMemory(long Total, long? Reserved, long Free, long Used)
{
    /// <summary>What work can have in MiB: the total less the reserve, rounded down.</summary>
    public long UsableMiB => Math.Max(Total - (Reserved ?? 0), 0) >> 20;

    /// <summary>
    /// What work has in MiB, rounded up. It is worked out from what is free: drivers do not agree on whether the used bytes of version 2
    /// contain the reserve.
    /// </summary>
    public long UsedMiB => (Math.Max(Total - (Reserved ?? 0) - Free, 0) + (1 << 20) - 1) >> 20;

    internal static GpuMemory From(nvmlMemory_v2_t memory) => new(
        NativeNumber.Long(memory.total), NativeNumber.Long(memory.reserved), NativeNumber.Long(memory.free), NativeNumber.Long(memory.used));
}
