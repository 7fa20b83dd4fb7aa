using System.Runtime.InteropServices;
using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Events;

/// <summary>What NVML collects the events of GPUs in. One thread waits on it; it keeps its session open until it is disposed.</summary>
public sealed unsafe class NvmlEventSet : SafeHandle
{
    private readonly NvmlSession _session;

    internal NvmlEventSet(NvmlSession session, nint set) : base(0, ownsHandle: true)
    {
        var added = false;
        session.DangerousAddRef(ref added);
        _session = session;
        SetHandle(set);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Collects those kinds of events of a GPU from now on.</summary>
    public NvmlResult<NvmlStatus> Register(NvmlDevice device, NvmlEventKinds kinds) =>
        NvmlResult.Done(_session.Native.nvmlDeviceRegisterEvents(device.Handle, (ulong)kinds, handle));

    /// <summary>Waits for one event.</summary>
    /// <param name="limit">How long; events between two waits are kept.</param>
    /// <returns>The event, or <see cref="NvmlStatus.Timeout"/>.</returns>
    public NvmlResult<NvmlEvent> Wait(TimeSpan limit)
    {
        nvmlEventData_t data;
        var status = _session.Native.nvmlEventSetWait_v2(handle, &data, (uint)Math.Clamp(limit.TotalMilliseconds, 0, int.MaxValue));
        return status == nvmlReturn_t.NVML_SUCCESS
            ? NvmlResult.Of(status, NvmlEvent.From(_session, data))
            : NvmlResult.Fail<NvmlEvent>(status);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        var status = _session.Native.nvmlEventSetFree(handle);
        _session.DangerousRelease();
        return status == nvmlReturn_t.NVML_SUCCESS;
    }
}
