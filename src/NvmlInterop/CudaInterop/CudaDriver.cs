using System.Runtime.InteropServices;
using Coaster.CudaInterop.Native;

namespace Coaster.CudaInterop;

/// <summary>The loaded driver. It stays loaded until the process ends, as CUDA's own runtime keeps it.</summary>
public sealed unsafe class CudaDriver
{
    /// <summary>What the driver installs; the plain <c>.so</c> is the stub that developers link with.</summary>
    public const string Name = "libcuda.so.1";

    private CudaDriver(nint library) => Native = new CudaFunctions(library);

    /// <summary>The newest CUDA that the driver supports, as 1000 × major + 10 × minor.</summary>
    public int Version => Read(Native.cuDriverGetVersion, nameof(CudaFunctions.cuDriverGetVersion));

    /// <summary>How many devices this process sees.</summary>
    public int DeviceCount => Read(Native.cuDeviceGetCount, nameof(CudaFunctions.cuDeviceGetCount));

    internal CudaFunctions Native { get; }

    /// <summary>Loads the driver and initialises it.</summary>
    /// <param name="library">A path, or a name for the system's loader.</param>
    /// <exception cref="DllNotFoundException">There is no such library.</exception>
    /// <exception cref="CudaException">The driver cannot be used, for example because there is no GPU.</exception>
    public static CudaDriver Open(string library = Name)
    {
        var driver = new CudaDriver(NativeLibrary.Load(library));
        CudaException.ThrowIf(driver.Native.cuInit == null ? CudaStatus.NotFound : driver.Native.cuInit(0), "cuInit");
        return driver;
    }

    /// <summary>A device's name.</summary>
    /// <param name="ordinal">Its number as this process counts.</param>
    public string DeviceName(int ordinal)
    {
        const int Length = 128;
        var name = stackalloc byte[Length];
        CudaException.ThrowIf(Native.cuDeviceGetName(name, Length, ordinal), nameof(CudaFunctions.cuDeviceGetName));
        return Marshal.PtrToStringUTF8((nint)name) ?? "";
    }

    /// <summary>How many streaming multiprocessors a device has.</summary>
    /// <param name="ordinal">Its number as this process counts.</param>
    public int Multiprocessors(int ordinal)
    {
        const int CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT = 16;
        int count;
        CudaException.ThrowIf(
            Native.cuDeviceGetAttribute(&count, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT, ordinal), nameof(CudaFunctions.cuDeviceGetAttribute));
        return count;
    }

    private static int Read(delegate* unmanaged[Cdecl]<int*, CudaStatus> function, string name)
    {
        int value;
        CudaException.ThrowIf(function(&value), name);
        return value;
    }
}
