using System.Runtime.InteropServices;

namespace Coaster.CudaInterop;

/// <summary>The CUDA driver, loaded and initialised in this process; it stays so until the process ends.</summary>
public sealed unsafe class CudaDriver
{
    private const int UuidBytes = 16;

    private CudaDriver(nint library) => Native = new CudaFunctions(library);

    /// <summary>The newest CUDA that the driver supports, as 1000 × major + 10 × minor.</summary>
    public int Version => Read(Native.cuDriverGetVersion, nameof(CudaFunctions.cuDriverGetVersion));

    /// <summary>How many devices this process sees.</summary>
    public int DeviceCount => Read(Native.cuDeviceGetCount, nameof(CudaFunctions.cuDeviceGetCount));

    internal CudaFunctions Native { get; }

    /// <summary>Loads the library below a driver root and initialises it.</summary>
    /// <param name="driverRoot">Where the driver's files are, as <c>COASTER_DRIVER_ROOT</c> gives it; <c>/</c> for those of this machine.</param>
    /// <exception cref="CudaException">There is none, or it does not start, for example because there is no GPU.</exception>
    public static CudaDriver Open(string driverRoot = "/")
    {
        foreach (var path in CudaLocator.Candidates(driverRoot))
            if (NativeLibrary.TryLoad(path, out var library))
                return Start(new CudaDriver(library));
        throw new CudaException($"there is no {CudaLocator.Name} below {driverRoot}", CudaStatus.Success);
    }

    /// <summary>The number of the device with a UUID, as this process counts.</summary>
    /// <param name="uuid">The UUID as NVML writes it, <c>GPU-</c> and 32 hexadecimal digits in groups.</param>
    /// <exception cref="CudaException">There is none that this process may use.</exception>
    public int FindDevice(string uuid)
    {
        var bytes = stackalloc byte[UuidBytes];
        var count = DeviceCount;
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            CudaException.ThrowIf(Native.cuDeviceGetUuid(bytes, ordinal), nameof(CudaFunctions.cuDeviceGetUuid));
            if (Digits(uuid).Equals(Convert.ToHexString(new ReadOnlySpan<byte>(bytes, UuidBytes)), StringComparison.OrdinalIgnoreCase))
                return ordinal;
        }

        throw new CudaException($"there is no device {uuid}", CudaStatus.Success);
    }

    /// <summary>Makes a context on a device, current on this thread.</summary>
    /// <param name="ordinal">The device's number as this process counts.</param>
    /// <exception cref="CudaException">The driver refused it, for example for want of memory.</exception>
    public CudaContext CreateContext(int ordinal)
    {
        nint context;
        CudaException.ThrowIf(Native.cuCtxCreate_v2(&context, 0, ordinal), nameof(CudaFunctions.cuCtxCreate_v2));
        return new CudaContext(this, context);
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

    private static CudaDriver Start(CudaDriver driver)
    {
        CudaException.ThrowIf(driver.Native.cuInit == null ? CudaStatus.NotFound : driver.Native.cuInit(0), nameof(CudaFunctions.cuInit));
        return driver;
    }

    private static string Digits(string uuid) =>
        (uuid.StartsWith("GPU-", StringComparison.OrdinalIgnoreCase) ? uuid["GPU-".Length..] : uuid).Replace("-", "", StringComparison.Ordinal);

    private static int Read(delegate* unmanaged[Cdecl]<int*, CudaStatus> function, string name)
    {
        int value;
        CudaException.ThrowIf(function(&value), name);
        return value;
    }
}
