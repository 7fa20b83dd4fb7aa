using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Devices;

/// <content>Who the GPU's neighbours are.</content>
public readonly unsafe partial struct NvmlDevice
{
    /// <summary>How far the way over PCIe to another GPU is.</summary>
    public NvmlResult<PcieDistance> GetDistance(NvmlDevice other)
    {
        nvmlGpuTopologyLevel_t level = default;
        var status = Native.nvmlDeviceGetTopologyCommonAncestor(Handle, other.Handle, &level);
        return NvmlResult.Of(status, (PcieDistance)level);
    }

    /// <summary>Whether the GPU can reach another one's memory over NVLink.</summary>
    public NvmlResult<bool> HasNvLinkTo(NvmlDevice other)
    {
        var status = 1u;
        var result = Native.nvmlDeviceGetP2PStatus(Handle, other.Handle, NvmlConstants.NVML_P2P_CAPS_INDEX_NVLINK, &status);
        return NvmlResult.Of(result, status == 0);
    }

    /// <summary>The NVLinks that are up. Empty where the GPU has none.</summary>
    public IReadOnlyList<NvLink> GetNvLinks()
    {
        var links = new List<NvLink>();
        for (var link = 0u; link < NvmlConstants.NVML_NVLINK_MAX_LINKS; link++)
        {
            var active = 0u;
            if (Native.nvmlDeviceGetNvLinkState(Handle, link, &active) == nvmlReturn_t.NVML_SUCCESS && active != 0)
                links.Add(GetNvLink(link));
        }

        return links;
    }

    private NvLink GetNvLink(uint link)
    {
        nvmlPciInfo_t pci = default;
        var peer = Native.nvmlDeviceGetNvLinkRemotePciInfo_v2(Handle, link, &pci) == nvmlReturn_t.NVML_SUCCESS
            ? PciAddress.From(&pci).BusId
            : null;
        var type = nvmlIntNvLinkDeviceType_t.NVML_NVLINK_DEVICE_TYPE_UNKNOWN;
        var version = 0u;
        _ = Native.nvmlDeviceGetNvLinkRemoteDeviceType(Handle, link, &type);
        _ = Native.nvmlDeviceGetNvLinkVersion(Handle, link, &version);
        return new NvLink((int)link, peer, type == nvmlIntNvLinkDeviceType_t.NVML_NVLINK_DEVICE_TYPE_SWITCH, NativeNumber.Int(version));
    }
}
