using System.Runtime.InteropServices;

namespace Coaster.CudaInterop;

/// <summary>The CUDA driver, loaded and initialised in this process; it stays so until the process ends.</summary>
public sealed unsafe class CudaDriver
{
    private readonly CudaFunctions _native;

    private CudaDriver(CudaFunctions native) => _native = native;

    /// <summary>Loads the library below a driver root.</summary>
    /// <param name="driverRoot">Where the driver's files are, as <c>COASTER_DRIVER_ROOT</c> gives it; <c>/</c> for those of this machine.</param>
    /// <exception cref="CudaException">There is none, or it does not start.</exception>
    public static CudaDriver Open(string driverRoot)
    {
        foreach (var path in CudaLocator.Candidates(driverRoot))
            if (NativeLibrary.TryLoad(path, out var library))
            {
                var native = new CudaFunctions(library);
                Check(native.cuInit(0), nameof(native.cuInit));
                return new CudaDriver(native);
            }

        throw new CudaException($"there is no {CudaLocator.Name} below {driverRoot}", 0);
    }

    /// <summary>The device with a UUID.</summary>
    /// <param name="uuid">The UUID as NVML writes it, <c>GPU-</c> and 32 hexadecimal digits in groups.</param>
    /// <exception cref="CudaException">There is none that this process may use.</exception>
    public int FindDevice(string uuid)
    {
        int count, device;
        Check(_native.cuDeviceGetCount(&count), nameof(_native.cuDeviceGetCount));
        var bytes = stackalloc byte[CudaFunctions.UuidBytes];
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            Check(_native.cuDeviceGet(&device, ordinal), nameof(_native.cuDeviceGet));
            Check(_native.cuDeviceGetUuid(bytes, device), nameof(_native.cuDeviceGetUuid));
            if (Digits(uuid).Equals(Convert.ToHexString(bytes: new ReadOnlySpan<byte>(bytes, CudaFunctions.UuidBytes)), StringComparison.OrdinalIgnoreCase))
                return device;
        }

        throw new CudaException($"there is no device {uuid}", 0);
    }

    /// <summary>Makes a context on a device, current on this thread.</summary>
    /// <exception cref="CudaException">The driver refuses.</exception>
    public CudaContext CreateContext(int device)
    {
        nint context;
        Check(_native.cuCtxCreate_v2(&context, 0, device), nameof(_native.cuCtxCreate_v2));
        return new CudaContext(_native, context);
    }

    private static void Check(int result, string call)
    {
        if (result != 0)
            throw new CudaException(call, result);
    }

    private static string Digits(string uuid) =>
        (uuid.StartsWith("GPU-", StringComparison.OrdinalIgnoreCase) ? uuid["GPU-".Length..] : uuid).Replace("-", "", StringComparison.Ordinal);
}
