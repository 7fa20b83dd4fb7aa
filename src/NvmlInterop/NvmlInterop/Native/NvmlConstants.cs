namespace Coaster.NvmlInterop.Native;

/// <summary>The macros of nvml.h, under their own names.</summary>
internal static class NvmlConstants
{
    public const int NVML_DEVICE_UUID_V2_BUFFER_SIZE = 96;
    public const int NVML_DEVICE_NAME_V2_BUFFER_SIZE = 96;
    public const int NVML_DEVICE_SERIAL_BUFFER_SIZE = 30;
    public const int NVML_DEVICE_VBIOS_VERSION_BUFFER_SIZE = 32;
    public const int NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE = 80;
    public const int NVML_SYSTEM_NVML_VERSION_BUFFER_SIZE = 80;
    public const int NVML_DEVICE_PCI_BUS_ID_BUFFER_SIZE = 32;
    public const int NVML_NVLINK_MAX_LINKS = 18;
    public const int NVML_GPU_INSTANCE_PROFILE_1_SLICE_REV1 = 0x7;
    public const int NVML_GPU_INSTANCE_PROFILE_2_SLICE_REV1 = 0x8;
    public const uint NVML_GPU_INSTANCE_PROFILE_COUNT = 0x12;
    public const uint NVML_COMPUTE_INSTANCE_PROFILE_COUNT = 0x9;
    public const uint NVML_COMPUTE_INSTANCE_ENGINE_PROFILE_SHARED = 0x0;
    public const uint NVML_P2P_CAPS_INDEX_NVLINK = 2;
    public const uint NVML_GPM_METRICS_GET_VERSION = 1;
    public const uint NVML_GPM_SUPPORT_VERSION = 1;
    public const ulong NVML_VALUE_NOT_AVAILABLE = ulong.MaxValue;
    public const ulong NVML_DEVICE_MEMORY_LIMIT_MAX = ulong.MaxValue;

    /// <summary>The version word that NVML_STRUCT_VERSION makes: the struct's size, and its version in the top byte.</summary>
    public static unsafe uint NVML_STRUCT_VERSION<T>(uint version) where T : unmanaged => (uint)sizeof(T) | (version << 24);
}
