using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>Memory and the limits on it.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>Clears a limit where a hard limit in bytes is asked for.</summary>
    public const long Unlimited = long.MaxValue;

    /// <summary>The device memory: version 2 of NVML's answer, or version 1 where the driver is older.</summary>
    public NvmlResult<GpuMemory> GetMemory()
    {
        var memory = new nvmlMemory_v2_t { version = NvmlConstants.NVML_STRUCT_VERSION<nvmlMemory_v2_t>(2) };
        var result = NvmlResult.Of(Native.nvmlDeviceGetMemoryInfo_v2(Handle, &memory), GpuMemory.From(memory));
        return result.IsNotSupported || result.Status == NvmlStatus.InvalidArgument ? GetMemoryV1() : result;
    }

    /// <summary>The window of device memory that the CPU can map.</summary>
    public NvmlResult<GpuMemory> GetBar1Memory()
    {
        nvmlBAR1Memory_t memory = default;
        var status = Native.nvmlDeviceGetBAR1MemoryInfo(Handle, &memory);
        return NvmlResult.Of(status, new GpuMemory(
            NativeNumber.Long(memory.bar1Total), null, NativeNumber.Long(memory.bar1Free), NativeNumber.Long(memory.bar1Used)));
    }

    /// <summary>Whether this driver can hold a cgroup to a part of the memory (drivers from r615 on).</summary>
    public bool CanLimitMemory => Native.Has(nameof(NvmlFunctions.nvmlDeviceSetMemoryLimits_v1));

    /// <summary>The limits that the driver enforces on a cgroup.</summary>
    /// <param name="cgroup">The full path below <c>/sys/fs/cgroup</c>.</param>
    public NvmlResult<MemoryLimits> GetMemoryLimits(string cgroup)
    {
        fixed (byte* path = NativeText.Write(cgroup))
        {
            var limits = new nvmlGetMemoryLimits_v1_t { nameSpace = path };
            var status = Native.nvmlDeviceGetMemoryLimits_v1(Handle, &limits);
            return NvmlResult.Of(status, new MemoryLimits(
                NativeNumber.Long(limits.softLimit), NativeNumber.Long(limits.hardLimit), NativeNumber.Long(limits.currentUsed)));
        }
    }

    /// <summary>Has the driver hold a cgroup to a part of the memory; root only, not for MIG devices.</summary>
    /// <param name="cgroup">The full path of a leaf below <c>/sys/fs/cgroup</c>; set it before the first CUDA call of its processes.</param>
    /// <param name="softBytes">What the cgroup is guaranteed, in bytes.</param>
    /// <param name="hardBytes">What it gets at most, in bytes; <see cref="Unlimited"/>, with a soft limit of 0, clears both.</param>
    public NvmlResult<NvmlStatus> SetMemoryLimits(string cgroup, long softBytes, long hardBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(softBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(hardBytes);
        fixed (byte* path = NativeText.Write(cgroup))
        {
            var limits = new nvmlSetMemoryLimits_v1_t
            {
                nameSpace = path,
                softLimit = (ulong)softBytes,
                hardLimit = hardBytes == Unlimited ? NvmlConstants.NVML_DEVICE_MEMORY_LIMIT_MAX : (ulong)hardBytes,
            };
            return NvmlResult.Done(Native.nvmlDeviceSetMemoryLimits_v1(Handle, &limits));
        }
    }

    private NvmlResult<GpuMemory> GetMemoryV1()
    {
        nvmlMemory_t memory = default;
        var status = Native.nvmlDeviceGetMemoryInfo(Handle, &memory);
        return NvmlResult.Of(status, new GpuMemory(
            NativeNumber.Long(memory.total), null, NativeNumber.Long(memory.free), NativeNumber.Long(memory.used)), nameof(GetMemory));
    }
}
