using Coaster.NvmlInterop.Native.Enums;

namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>The brands as NVIDIA_REQUIRE_CUDA of CUDA images writes them, <c>brand=geforcertx,driver&gt;=470</c>.</summary>
internal static class BrandWords
{
    public static string Word(this nvmlBrandType_t brand) => brand switch
    {
        nvmlBrandType_t.NVML_BRAND_QUADRO => "quadro",
        nvmlBrandType_t.NVML_BRAND_TESLA => "tesla",
        nvmlBrandType_t.NVML_BRAND_NVS => "nvs",
        nvmlBrandType_t.NVML_BRAND_GRID => "grid",
        nvmlBrandType_t.NVML_BRAND_GEFORCE => "geforce",
        nvmlBrandType_t.NVML_BRAND_TITAN => "titan",
        nvmlBrandType_t.NVML_BRAND_NVIDIA_VAPPS => "vapps",
        nvmlBrandType_t.NVML_BRAND_NVIDIA_VPC => "vpc",
        nvmlBrandType_t.NVML_BRAND_NVIDIA_VCS => "vcs",
        nvmlBrandType_t.NVML_BRAND_NVIDIA_VWS => "vws",
        nvmlBrandType_t.NVML_BRAND_NVIDIA_CLOUD_GAMING => "cloudgaming",
        nvmlBrandType_t.NVML_BRAND_QUADRO_RTX => "quadrortx",
        nvmlBrandType_t.NVML_BRAND_NVIDIA_RTX => "nvidiartx",
        nvmlBrandType_t.NVML_BRAND_NVIDIA => "nvidia",
        nvmlBrandType_t.NVML_BRAND_GEFORCE_RTX => "geforcertx",
        nvmlBrandType_t.NVML_BRAND_TITAN_RTX => "titanrtx",
        _ => "unknown",
    };
}
