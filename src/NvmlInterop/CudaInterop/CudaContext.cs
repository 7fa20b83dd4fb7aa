using System.Runtime.InteropServices;
using System.Text;

namespace Coaster.CudaInterop;

/// <summary>A context of this process on a device, current on the thread that made it; what it holds of the device goes with it.</summary>
public sealed unsafe class CudaContext : SafeHandle
{
    private readonly CudaDriver _driver;

    internal CudaContext(CudaDriver driver, nint context)
        : base(0, ownsHandle: true)
    {
        _driver = driver;
        SetHandle(context);
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>How much device memory is free and how much there is in all, in bytes, as the driver tells this process.</summary>
    public (long Free, long Total) MemoryInfo
    {
        get
        {
            nuint free, total;
            CudaException.ThrowIf(_driver.Native.cuMemGetInfo_v2(&free, &total), "cuMemGetInfo_v2");
            return ((long)free, (long)total);
        }
    }

    /// <summary>Takes device memory.</summary>
    /// <param name="bytes">How much, at least 1.</param>
    /// <param name="memory">What was taken; the caller disposes it.</param>
    /// <returns><see cref="CudaStatus.OutOfMemory"/> where there is not so much: that is an answer, not an exception.</returns>
    public CudaStatus TryAllocate(long bytes, out CudaDeviceVariable? memory)
    {
        ulong at;
        var status = _driver.Native.cuMemAlloc_v2(&at, (nuint)bytes);
        memory = status == CudaStatus.Success ? new CudaDeviceVariable(_driver, at, bytes) : null;
        return status;
    }

    /// <summary>Takes device memory and gives it back at once; for measuring.</summary>
    public void AllocateAndFree(long bytes)
    {
        ulong at;
        CudaException.ThrowIf(_driver.Native.cuMemAlloc_v2(&at, (nuint)bytes), "cuMemAlloc_v2");
        CudaException.ThrowIf(_driver.Native.cuMemFree_v2(at), "cuMemFree_v2");
    }

    /// <summary>Compiles a kernel from PTX text.</summary>
    /// <param name="ptx">The text.</param>
    /// <param name="name">The kernel's name in it.</param>
    public CudaKernel LoadKernelPtx(string ptx, string name)
    {
        nint module, function;
        fixed (byte* image = Encoding.ASCII.GetBytes(ptx + '\0'), entry = Encoding.ASCII.GetBytes(name + '\0'))
        {
            CudaException.ThrowIf(_driver.Native.cuModuleLoadData(&module, image), "cuModuleLoadData");
            CudaException.ThrowIf(_driver.Native.cuModuleGetFunction(&function, module, entry), "cuModuleGetFunction");
        }

        return new CudaKernel(_driver, function);
    }

    /// <summary>Waits until the GPU has done everything that was launched.</summary>
    public void Synchronize() => CudaException.ThrowIf(_driver.Native.cuCtxSynchronize(), "cuCtxSynchronize");

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => _driver.Native.cuCtxDestroy_v2(handle) == CudaStatus.Success;
}
