namespace Coaster.NvmlInterop.Library.Devices;

/// <content>The modes that an operator sets.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>Whether the driver stays initialised while nothing uses the GPU.</summary>
    public NvmlResult<bool> GetPersistence()
    {
        var value = 0u;
        var status = Native.nvmlDeviceGetPersistenceMode(Handle, &value);
        return NvmlResult.Of(status, value != 0);
    }

    /// <summary>Keeps the driver initialised, or not; root only.</summary>
    public NvmlResult<NvmlStatus> SetPersistence(bool enabled) =>
        NvmlResult.Done(Native.nvmlDeviceSetPersistenceMode(Handle, enabled ? 1u : 0u));

    /// <summary>Who may have a CUDA context.</summary>
    public NvmlResult<ComputeMode> GetComputeMode()
    {
        var value = 0u;
        var status = Native.nvmlDeviceGetComputeMode(Handle, &value);
        return NvmlResult.Of(status, (ComputeMode)value);
    }

    /// <summary>Says who may have a CUDA context; root only.</summary>
    public NvmlResult<NvmlStatus> SetComputeMode(ComputeMode mode) =>
        NvmlResult.Done(Native.nvmlDeviceSetComputeMode(Handle, (uint)mode));

    /// <summary>Whether ECC is on now, and after the next reboot.</summary>
    public NvmlResult<Switch> GetEccMode()
    {
        uint current = 0, pending = 0;
        var status = Native.nvmlDeviceGetEccMode(Handle, &current, &pending);
        return NvmlResult.Of(status, new Switch(current != 0, pending != 0));
    }
}
