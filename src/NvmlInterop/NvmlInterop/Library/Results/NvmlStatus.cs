namespace Coaster.NvmlInterop.Library.Results;

/// <summary>What NVML answered, with the values of its <c>nvmlReturn_t</c>.</summary>
public enum NvmlStatus
{
    /// <summary>The call did what it says.</summary>
    Success = 0,

    /// <summary>The session was never opened, or is closed.</summary>
    Uninitialized = 1,

    /// <summary>An argument makes no sense to this driver.</summary>
    InvalidArgument = 2,

    /// <summary>This GPU does not have it, or not in the mode it is in.</summary>
    NotSupported = 3,

    /// <summary>Only root may do it, or the device is not this process's to use.</summary>
    NoPermission = 4,

    /// <summary>Never returned by a driver of today.</summary>
    AlreadyInitialized = 5,

    /// <summary>The thing asked for does not exist; an empty list of samples answers this too.</summary>
    NotFound = 6,

    /// <summary>The buffer was too small.</summary>
    InsufficientSize = 7,

    /// <summary>The power cables are not attached.</summary>
    InsufficientPower = 8,

    /// <summary>The library is there, the kernel module is not.</summary>
    DriverNotLoaded = 9,

    /// <summary>The driver did not answer in time.</summary>
    Timeout = 10,

    /// <summary>The kernel found an interrupt problem with the GPU.</summary>
    IrqIssue = 11,

    /// <summary>A library that NVML needs could not be loaded.</summary>
    LibraryNotFound = 12,

    /// <summary>This driver does not export the function: it is older than the function.</summary>
    FunctionNotFound = 13,

    /// <summary>The GPU's inforom is corrupt.</summary>
    CorruptedInforom = 14,

    /// <summary>The GPU has fallen off the bus, or answers no more.</summary>
    GpuIsLost = 15,

    /// <summary>The GPU needs a reset before it can be used again.</summary>
    ResetRequired = 16,

    /// <summary>The operating system, such as a device cgroup, keeps the device from this process.</summary>
    OperatingSystem = 17,

    /// <summary>The library and the kernel module are of different driver versions.</summary>
    LibraryVersionMismatch = 18,

    /// <summary>Something uses the GPU.</summary>
    InUse = 19,

    /// <summary>Out of memory.</summary>
    Memory = 20,

    /// <summary>There is nothing to tell yet.</summary>
    NoData = 21,

    /// <summary>The virtual GPU cannot do it while ECC is on.</summary>
    VgpuEccNotSupported = 22,

    /// <summary>The GPU has no room left, as for one more MIG instance.</summary>
    InsufficientResources = 23,

    /// <summary>The frequency is not one of the GPU's.</summary>
    FrequencyNotSupported = 24,

    /// <summary>The version word of a struct is one that this driver does not know.</summary>
    ArgumentVersionMismatch = 25,

    /// <summary>The function is gone.</summary>
    Deprecated = 26,

    /// <summary>The system is not ready.</summary>
    NotReady = 27,

    /// <summary>No GPU was found.</summary>
    GpuNotFound = 28,

    /// <summary>The resource is in a state in which this cannot be done.</summary>
    InvalidState = 29,

    /// <summary>The GPU has no such reset.</summary>
    ResetTypeNotSupported = 30,

    /// <summary>The driver itself does not know what went wrong.</summary>
    Unknown = 999,
}
