namespace Coaster.NvmlInterop.Native.Enums;

internal enum nvmlPcieUtilCounter_t : uint
{
    NVML_PCIE_UTIL_TX_BYTES = 0,
    NVML_PCIE_UTIL_RX_BYTES = 1,
}
