namespace Coaster.CudaInterop;

/// <summary>What a function of the driver API answered (cuda.h, CUresult). Others than these may come too: they keep their number.</summary>
public enum CudaStatus
{
    /// <summary>CUDA_SUCCESS.</summary>
    Success = 0,

    /// <summary>CUDA_ERROR_INVALID_VALUE.</summary>
    InvalidValue = 1,

    /// <summary>CUDA_ERROR_OUT_OF_MEMORY.</summary>
    OutOfMemory = 2,

    /// <summary>CUDA_ERROR_NOT_INITIALIZED.</summary>
    NotInitialized = 3,

    /// <summary>CUDA_ERROR_DEVICE_UNAVAILABLE.</summary>
    DeviceUnavailable = 46,

    /// <summary>CUDA_ERROR_NO_DEVICE.</summary>
    NoDevice = 100,

    /// <summary>CUDA_ERROR_INVALID_DEVICE.</summary>
    InvalidDevice = 101,

    /// <summary>CUDA_ERROR_NOT_FOUND; also for a function that the loaded library lacks.</summary>
    NotFound = 500,

    /// <summary>CUDA_ERROR_SYSTEM_DRIVER_MISMATCH.</summary>
    SystemDriverMismatch = 803,
}
