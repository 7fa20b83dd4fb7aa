namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>What the driver holds a cgroup to, in bytes.</summary>
/// <param name="Soft">What it is guaranteed; 0 where no limit is set.</param>
/// <param name="Hard">What it gets at most; <see cref="NvmlDevice.Unlimited"/> where no limit is set.</param>
/// <param name="Used">What it has.</param>
public readonly record struct MemoryLimits(long Soft, long Hard, long Used);
