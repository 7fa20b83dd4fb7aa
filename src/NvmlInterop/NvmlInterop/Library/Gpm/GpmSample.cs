using System.Runtime.InteropServices;
using Coaster.NvmlInterop.Native.Enums;

namespace Coaster.NvmlInterop.Library.Gpm;

/// <summary>Room for one sample of the performance counters.</summary>
internal sealed unsafe class GpmSample : SafeHandle
{
    private readonly NvmlSession _session;

    private GpmSample(NvmlSession session, nint sample) : base(0, ownsHandle: true)
    {
        var added = false;
        session.DangerousAddRef(ref added);
        _session = session;
        SetHandle(sample);
    }

    public override bool IsInvalid => handle == 0;

    public static NvmlResult<GpmSample> Allocate(NvmlSession session)
    {
        nint sample = 0;
        var status = session.Native.nvmlGpmSampleAlloc(&sample);
        return status == nvmlReturn_t.NVML_SUCCESS
            ? NvmlResult.Of(status, new GpmSample(session, sample))
            : NvmlResult.Fail<GpmSample>(status);
    }

    protected override bool ReleaseHandle()
    {
        var status = _session.Native.nvmlGpmSampleFree(handle);
        _session.DangerousRelease();
        return status == nvmlReturn_t.NVML_SUCCESS;
    }
}
