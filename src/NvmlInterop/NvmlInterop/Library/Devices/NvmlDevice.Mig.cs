using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>The MIG mode and the MIG devices that exist.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>Whether MIG is on now, and after the next reset.</summary>
    public NvmlResult<Switch> GetMigMode()
    {
        uint current = 0, pending = 0;
        var status = Native.nvmlDeviceGetMigMode(Handle, &current, &pending);
        return NvmlResult.Of(status, new Switch(current != 0, pending != 0));
    }

    /// <summary>Turns MIG on or off; root only, and nothing may use the GPU.</summary>
    /// <returns>
    /// <see cref="NvmlStatus.Success"/> as the value when the mode is in force at once, as on GPUs from Hopper on; otherwise what stands
    /// between, such as <see cref="NvmlStatus.ResetRequired"/>.
    /// </returns>
    public NvmlResult<NvmlStatus> SetMigMode(bool enabled)
    {
        var activation = nvmlReturn_t.NVML_SUCCESS;
        var status = Native.nvmlDeviceSetMigMode(Handle, enabled ? 1u : 0u, &activation);
        return NvmlResult.Of(status, (NvmlStatus)activation);
    }

    /// <summary>The GPU's MIG devices, in the order of their index; the list of indexes may have holes.</summary>
    public IReadOnlyList<(int Index, NvmlDevice Device)> GetMigDevices()
    {
        var found = new List<(int, NvmlDevice)>();
        var places = 0u;
        if (Native.nvmlDeviceGetMaxMigDeviceCount(Handle, &places) != nvmlReturn_t.NVML_SUCCESS)
            return found;
        for (var index = 0u; index < Math.Min(places, 64); index++)
        {
            nint device = 0;
            if (Native.nvmlDeviceGetMigDeviceHandleByIndex(Handle, index, &device) == nvmlReturn_t.NVML_SUCCESS)
                found.Add(((int)index, new NvmlDevice(Session, device)));
        }

        return found;
    }

    /// <summary>Whether this is a MIG device and no GPU.</summary>
    public NvmlResult<bool> IsMigDevice()
    {
        var value = 0u;
        var status = Native.nvmlDeviceIsMigDeviceHandle(Handle, &value);
        return NvmlResult.Of(status, value != 0);
    }

    /// <summary>The GPU that this MIG device is cut from.</summary>
    public NvmlResult<NvmlDevice> GetParent()
    {
        nint parent = 0;
        var status = Native.nvmlDeviceGetDeviceHandleFromMigDeviceHandle(Handle, &parent);
        return NvmlResult.Of(status, new NvmlDevice(Session, parent));
    }

    /// <summary>The id of the GPU instance that this MIG device is in.</summary>
    public NvmlResult<int> GetGpuInstanceId()
    {
        var id = 0u;
        var status = Native.nvmlDeviceGetGpuInstanceId(Handle, &id);
        return NvmlResult.Of(status, NativeNumber.Int(id));
    }

    /// <summary>The id of the compute instance that this MIG device is.</summary>
    public NvmlResult<int> GetComputeInstanceId()
    {
        var id = 0u;
        var status = Native.nvmlDeviceGetComputeInstanceId(Handle, &id);
        return NvmlResult.Of(status, NativeNumber.Int(id));
    }

    /// <summary>What this MIG device consists of.</summary>
    public NvmlResult<MigAttributes> GetAttributes()
    {
        nvmlDeviceAttributes_t value = default;
        var status = Native.nvmlDeviceGetAttributes_v2(Handle, &value);
        return NvmlResult.Of(status, new MigAttributes(
            NativeNumber.Int(value.gpuInstanceSliceCount), NativeNumber.Int(value.computeInstanceSliceCount),
            NativeNumber.Int(value.multiprocessorCount), NativeNumber.Long(value.memorySizeMB)));
    }
}
