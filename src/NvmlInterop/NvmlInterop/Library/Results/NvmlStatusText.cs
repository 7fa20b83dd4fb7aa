namespace Coaster.NvmlInterop.Library.Results;

/// <summary>What a status means, in words of ours: they are needed most where there is no library to ask.</summary>
public static class NvmlStatusText
{
    /// <summary>A short text without a full stop; a status that this build does not know is named by its number.</summary>
    public static string Describe(this NvmlStatus status) => status switch
    {
        NvmlStatus.Success => "success",
        NvmlStatus.Uninitialized => "NVML is not initialised",
        NvmlStatus.InvalidArgument => "invalid argument",
        NvmlStatus.NotSupported => "not supported by this GPU",
        NvmlStatus.NoPermission => "no permission",
        NvmlStatus.AlreadyInitialized => "NVML is already initialised",
        NvmlStatus.NotFound => "not found",
        NvmlStatus.InsufficientSize => "the buffer is too small",
        NvmlStatus.InsufficientPower => "the GPU's power cables are not attached",
        NvmlStatus.DriverNotLoaded => "the NVIDIA kernel module is not loaded",
        NvmlStatus.Timeout => "the driver did not answer in time",
        NvmlStatus.IrqIssue => "the kernel found an interrupt problem with the GPU",
        NvmlStatus.LibraryNotFound => "a library that NVML needs was not found",
        NvmlStatus.FunctionNotFound => "not supported by this driver",
        NvmlStatus.CorruptedInforom => "the GPU's inforom is corrupt",
        NvmlStatus.GpuIsLost => "the GPU is lost",
        NvmlStatus.ResetRequired => "the GPU needs a reset",
        NvmlStatus.OperatingSystem => "the operating system keeps the device from this process",
        NvmlStatus.LibraryVersionMismatch => "the driver's library and kernel module are of different versions",
        NvmlStatus.InUse => "the GPU is in use",
        NvmlStatus.Memory => "out of memory",
        NvmlStatus.NoData => "no data",
        NvmlStatus.VgpuEccNotSupported => "not possible on a virtual GPU with ECC on",
        NvmlStatus.InsufficientResources => "the GPU has no room left for it",
        NvmlStatus.FrequencyNotSupported => "the GPU has no such frequency",
        NvmlStatus.ArgumentVersionMismatch => "this driver does not know that version of the struct",
        NvmlStatus.Deprecated => "the function is deprecated",
        NvmlStatus.NotReady => "the system is not ready",
        NvmlStatus.GpuNotFound => "no GPU was found",
        NvmlStatus.InvalidState => "the resource is in the wrong state",
        NvmlStatus.ResetTypeNotSupported => "the GPU has no such reset",
        NvmlStatus.Unknown => "unknown driver error",
        _ => $"NVML status {(int)status}",
    };
}
