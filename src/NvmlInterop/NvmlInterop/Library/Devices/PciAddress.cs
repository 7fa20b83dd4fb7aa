using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>Where a GPU is on the PCI bus, and what it is to PCI.</summary>
/// <param name="BusId">Domain, bus and device as NVML writes them, such as <c>00000000:1B:00.0</c>.</param>
/// <param name="DeviceId">Device and vendor, such as <c>0x233510DE</c>.</param>
public readonly record struct PciAddress(string BusId, uint DeviceId)
{
    /// <summary>The name in <c>/sys/bus/pci/devices</c>: lower case, and a domain of four digits.</summary>
    public string SysfsName
    {
        get
        {
            var name = BusId.ToLowerInvariant();
            return name.IndexOf(':') == 8 && name.StartsWith("0000", StringComparison.Ordinal) ? name[4..] : name;
        }
    }

    internal static unsafe PciAddress From(nvmlPciInfo_t* pci) =>
        new(NativeText.Read(pci->busId, NvmlConstants.NVML_DEVICE_PCI_BUS_ID_BUFFER_SIZE), pci->pciDeviceId);
}
