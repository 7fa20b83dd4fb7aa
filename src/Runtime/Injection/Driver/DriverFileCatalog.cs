namespace Coaster.Injection.Driver;

/// <summary>
/// Which files belong to which capability. The lists are the contract of libnvidia-container (src/nvc_info.c) and of the graphics parts
/// of nvidia-container-toolkit (internal/discover/graphics.go), on which images rely.
/// </summary>
internal static class DriverFileCatalog
{
    private const DriverCapabilities GraphicsOrDisplay = DriverCapabilities.Graphics | DriverCapabilities.Display;

    /// <summary>Libraries that carry the driver's version as their ending.</summary>
    internal static readonly (DriverCapabilities Capability, string[] Names)[] Libraries =
    [
        (DriverCapabilities.Utility, ["libnvidia-ml", "libnvidia-cfg", "libnvidia-nscq"]),
        (DriverCapabilities.Compute,
        [
            "libcuda", "libcudadebugger", "libnvidia-opencl", "libnvidia-gpucomp", "libnvidia-ptxjitcompiler",
            "libnvidia-fatbinaryloader", "libnvidia-allocator", "libnvidia-compiler", "libnvidia-pkcs11",
            "libnvidia-pkcs11-openssl3", "libnvidia-nvvm", "libnvidia-nvvm70", "libnvidia-tileiras",
        ]),
        (DriverCapabilities.Video, ["vdpau/libvdpau_nvidia", "libvdpau_nvidia", "libnvidia-encode", "libnvidia-opticalflow", "libnvcuvid"]),
        (GraphicsOrDisplay,
        [
            "libnvidia-eglcore", "libnvidia-glcore", "libnvidia-tls", "libnvidia-glsi", "libnvidia-fbc", "libnvidia-ifr",
            "libnvidia-rtcore", "libnvoptix", "libGLX_nvidia", "libEGL_nvidia", "libGLESv2_nvidia", "libGLESv1_CM_nvidia",
            "libnvidia-glvkspirv", "libnvidia-cbl", "libnvidia-gpucomp", "libnvidia-allocator", "libnvidia-vulkan-producer",
        ]),
        (DriverCapabilities.Ngx, ["libnvidia-ngx"]),
    ];

    /// <summary>Names that programs open besides the SONAME: the library, then where it also appears.</summary>
    internal static readonly (DriverCapabilities Capability, string Library, string Alias)[] Aliases =
    [
        (DriverCapabilities.Compute, "libcuda", "libcuda.so"),
        (DriverCapabilities.Video, "libnvidia-opticalflow", "libnvidia-opticalflow.so"),
        (GraphicsOrDisplay, "libGLX_nvidia", "libGLX_indirect.so.0"),
        (GraphicsOrDisplay, "libnvidia-allocator", "gbm/nvidia-drm_gbm.so"),
    ];

    internal static readonly (DriverCapabilities Capability, string[] Names)[] Binaries =
    [
        (DriverCapabilities.Utility, ["nvidia-smi", "nvidia-debugdump", "nvidia-persistenced", "nv-fabricmanager"]),
        (DriverCapabilities.Compute, ["nvidia-cuda-mps-control", "nvidia-cuda-mps-server"]),
    ];

    /// <summary>Where a driver root may keep its programs; Debian has them in a folder of their own behind alternatives.</summary>
    internal static readonly string[] BinaryFolders = ["usr/bin", "usr/sbin", "bin", "sbin", "usr/lib/nvidia/current", "opt/bin"];

    /// <summary>Settings that loaders of graphics and OpenCL look for; each is mounted where it is found.</summary>
    internal static readonly (DriverCapabilities Capability, string[] Paths)[] Settings =
    [
        (GraphicsOrDisplay,
        [
            "usr/share/glvnd/egl_vendor.d/10_nvidia.json",
            "usr/share/egl/egl_external_platform.d/15_nvidia_gbm.json",
            "usr/share/egl/egl_external_platform.d/10_nvidia_wayland.json",
            "usr/share/egl/egl_external_platform.d/09_nvidia_wayland2.json",
            "usr/share/egl/egl_external_platform.d/20_nvidia_xcb.json",
            "usr/share/egl/egl_external_platform.d/20_nvidia_xlib.json",
            "usr/share/nvidia/nvoptix.bin",
            "etc/vulkan/icd.d/nvidia_icd.json",
            "usr/share/vulkan/icd.d/nvidia_icd.json",
            "etc/vulkan/implicit_layer.d/nvidia_layers.json",
            "usr/share/vulkan/implicit_layer.d/nvidia_layers.json",
        ]),
        (DriverCapabilities.Compute, ["etc/OpenCL/vendors/nvidia.icd"]),
    ];

    /// <summary>
    /// What the driver's parts talk to each other through. The simulated driver's state is one of them: it stands in for the kernel
    /// module, and is reached in a container as it is on the host.
    /// </summary>
    internal static readonly (DriverCapabilities Capability, string[] Paths)[] Sockets =
    [
        (DriverCapabilities.Utility, ["run/nvidia-persistenced/socket", "run/nvidia-fabricmanager/socket"]),
        (DriverCapabilities.All, ["run/coaster-sim/state"]),
    ];
}
