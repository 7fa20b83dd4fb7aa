using System.Runtime.InteropServices;

namespace Coaster.CudaInterop;

/// <summary>A context of this process on a device; what it holds of the device goes with it.</summary>
public sealed class CudaContext : SafeHandle
{
    private readonly CudaFunctions _native;

    internal CudaContext(CudaFunctions native, nint context)
        : base(0, ownsHandle: true)
    {
        _native = native;
        SetHandle(context);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => _native.cuCtxDestroy_v2(handle) == 0;
}
