using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>What a GPU is.</content>
public readonly unsafe partial struct NvmlDevice
{
    private const int TextSize = NvmlConstants.NVML_DEVICE_NAME_V2_BUFFER_SIZE;

    /// <summary>The product name, such as <c>NVIDIA H200</c>; of a MIG device <c>NVIDIA H200 MIG 1g.18gb</c>.</summary>
    public NvmlResult<string> GetName()
    {
        var buffer = stackalloc byte[TextSize];
        var status = Native.nvmlDeviceGetName(Handle, buffer, TextSize);
        return NvmlResult.Of(status, NativeText.Read(buffer, TextSize));
    }

    /// <summary>The identity, <c>GPU-</c> or <c>MIG-</c> and a UUID.</summary>
    public NvmlResult<string> GetUuid()
    {
        var buffer = stackalloc byte[TextSize];
        var status = Native.nvmlDeviceGetUUID(Handle, buffer, TextSize);
        return NvmlResult.Of(status, NativeText.Read(buffer, TextSize));
    }

    /// <summary>The serial number of the board.</summary>
    public NvmlResult<string> GetSerial()
    {
        var buffer = stackalloc byte[TextSize];
        var status = Native.nvmlDeviceGetSerial(Handle, buffer, NvmlConstants.NVML_DEVICE_SERIAL_BUFFER_SIZE);
        return NvmlResult.Of(status, NativeText.Read(buffer, NvmlConstants.NVML_DEVICE_SERIAL_BUFFER_SIZE));
    }

    /// <summary>The version of the GPU's firmware.</summary>
    public NvmlResult<string> GetVbiosVersion()
    {
        var buffer = stackalloc byte[TextSize];
        var status = Native.nvmlDeviceGetVbiosVersion(Handle, buffer, NvmlConstants.NVML_DEVICE_VBIOS_VERSION_BUFFER_SIZE);
        return NvmlResult.Of(status, NativeText.Read(buffer, NvmlConstants.NVML_DEVICE_VBIOS_VERSION_BUFFER_SIZE));
    }

    /// <summary>NVML's index, from 0.</summary>
    public NvmlResult<int> GetIndex()
    {
        var value = 0u;
        var status = Native.nvmlDeviceGetIndex(Handle, &value);
        return NvmlResult.Of(status, NativeNumber.Int(value));
    }

    /// <summary>The N of <c>/dev/nvidiaN</c>.</summary>
    public NvmlResult<int> GetMinor()
    {
        var value = 0u;
        var status = Native.nvmlDeviceGetMinorNumber(Handle, &value);
        return NvmlResult.Of(status, NativeNumber.Int(value));
    }

    /// <summary>Where the GPU is on the PCI bus.</summary>
    public NvmlResult<PciAddress> GetPci()
    {
        nvmlPciInfo_t pci = default;
        var status = Native.nvmlDeviceGetPciInfo_v3(Handle, &pci);
        return NvmlResult.Of(status, PciAddress.From(&pci));
    }

    /// <summary>CUDA's compute capability, such as 9.0.</summary>
    public NvmlResult<Version> GetComputeCapability()
    {
        int major = 0, minor = 0;
        var status = Native.nvmlDeviceGetCudaComputeCapability(Handle, &major, &minor);
        return NvmlResult.Of(status, new Version(Math.Max(major, 0), Math.Max(minor, 0)));
    }

    /// <summary>The family that it is sold in, in small letters: <c>tesla</c>, <c>nvidia</c>, <c>geforcertx</c>; a new one is <c>unknown</c>.</summary>
    public NvmlResult<string> GetBrand()
    {
        var brand = nvmlBrandType_t.NVML_BRAND_UNKNOWN;
        var status = Native.nvmlDeviceGetBrand(Handle, &brand);
        return NvmlResult.Of(status, brand.Word());
    }
}
