using System.Runtime.InteropServices;
using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Enums;

namespace Coaster.NvmlInterop.Library;

/// <summary>
/// An NVML session: from <c>nvmlInit_v2</c> to <c>nvmlShutdown</c>, which NVML counts. It may be used from many threads at once. After it
/// is disposed every call answers <see cref="NvmlStatus.Uninitialized"/>.
/// </summary>
public sealed unsafe class NvmlSession : SafeHandle
{
    internal NvmlSession(nint library, NvmlFunctions native, string libraryPath) : base(0, ownsHandle: true)
    {
        Native = native;
        LibraryPath = libraryPath;
        SetHandle(library);
    }

    /// <summary>The library that answers.</summary>
    public string LibraryPath { get; }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal NvmlFunctions Native { get; }

    /// <summary>The driver's version, such as <c>570.124.06</c>.</summary>
    public NvmlResult<string> GetDriverVersion()
    {
        var buffer = stackalloc byte[NvmlConstants.NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE];
        var status = Native.nvmlSystemGetDriverVersion(buffer, NvmlConstants.NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE);
        return NvmlResult.Of(status, NativeText.Read(buffer, NvmlConstants.NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE));
    }

    /// <summary>The version of NVML itself, such as <c>12.570.124.06</c>.</summary>
    public NvmlResult<string> GetNvmlVersion()
    {
        var buffer = stackalloc byte[NvmlConstants.NVML_SYSTEM_NVML_VERSION_BUFFER_SIZE];
        var status = Native.nvmlSystemGetNVMLVersion(buffer, NvmlConstants.NVML_SYSTEM_NVML_VERSION_BUFFER_SIZE);
        return NvmlResult.Of(status, NativeText.Read(buffer, NvmlConstants.NVML_SYSTEM_NVML_VERSION_BUFFER_SIZE));
    }

    /// <summary>The newest CUDA that the driver serves, such as <c>12.8</c>.</summary>
    public NvmlResult<string> GetCudaVersion()
    {
        var version = 0;
        var status = Native.nvmlSystemGetCudaDriverVersion_v2(&version);
        return NvmlResult.Of(status, $"{version / 1000}.{version % 1000 / 10}");
    }

    /// <summary>How many GPUs the driver has, those included that are lost or not ours to use.</summary>
    public NvmlResult<int> GetDeviceCount()
    {
        var count = 0u;
        var status = Native.nvmlDeviceGetCount_v2(&count);
        return NvmlResult.Of(status, (int)count);
    }

    /// <summary>The GPU at an index from 0.</summary>
    public NvmlResult<NvmlDevice> GetDevice(int index)
    {
        nint device = 0;
        var status = Native.nvmlDeviceGetHandleByIndex_v2((uint)index, &device);
        return NvmlResult.Of(status, new NvmlDevice(this, device));
    }

    /// <summary>The GPU or MIG device with a UUID.</summary>
    public NvmlResult<NvmlDevice> GetDeviceByUuid(string uuid)
    {
        nint device = 0;
        fixed (byte* text = NativeText.Write(uuid))
        {
            var status = Native.nvmlDeviceGetHandleByUUID(text, &device);
            return NvmlResult.Of(status, new NvmlDevice(this, device));
        }
    }

    /// <summary>The GPU at a PCI address such as <c>00000000:1B:00.0</c>.</summary>
    public NvmlResult<NvmlDevice> GetDeviceByPciBusId(string busId)
    {
        nint device = 0;
        fixed (byte* text = NativeText.Write(busId))
        {
            var status = Native.nvmlDeviceGetHandleByPciBusId_v2(text, &device);
            return NvmlResult.Of(status, new NvmlDevice(this, device));
        }
    }

    /// <summary>Whether the driver exports a function, such as one that only newer drivers have.</summary>
    public bool Supports(string function) => Native.Has(function);

    /// <summary>A set to wait for events with; the caller disposes it.</summary>
    public NvmlResult<NvmlEventSet> CreateEventSet()
    {
        nint set = 0;
        var status = Native.nvmlEventSetCreate(&set);
        return status == nvmlReturn_t.NVML_SUCCESS
            ? NvmlResult.Of(status, new NvmlEventSet(this, set))
            : NvmlResult.Fail<NvmlEventSet>(status);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Native.nvmlShutdown() == nvmlReturn_t.NVML_SUCCESS;
}
