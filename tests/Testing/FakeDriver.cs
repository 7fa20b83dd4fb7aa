namespace Coaster.Testing;

/// <summary>Driver roots as distributions lay them out. Every library of the catalogue is there, as a tiny ELF file with its SONAME.</summary>
public static class FakeDriver
{
    public const string Version = "570.124.06";

    public const string VersionText =
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.124.06  Wed Feb 26 02:03:07 UTC 2025\nGCC version:  gcc version 12.2.0 (Debian 12.2.0-14)\n";

    public const string Devices =
        "Character devices:\n  1 mem\n195 nvidia\n195 nvidiactl\n234 nvidia-caps\n509 nvidia-uvm\n\nBlock devices:\n254 nvidia-uvm\n";

    /// <summary>Libraries with the names that the loader knows them by.</summary>
    public static readonly (string Name, string Soname)[] Libraries =
    [
        ("libnvidia-ml", "libnvidia-ml.so.1"), ("libnvidia-cfg", "libnvidia-cfg.so.1"), ("libcuda", "libcuda.so.1"),
        ("libcudadebugger", "libcudadebugger.so.1"), ("libnvidia-opencl", "libnvidia-opencl.so.1"),
        ("libnvidia-ptxjitcompiler", "libnvidia-ptxjitcompiler.so.1"), ("libnvidia-allocator", "libnvidia-allocator.so.1"),
        ("libnvidia-nvvm", "libnvidia-nvvm.so.4"), ("libnvidia-encode", "libnvidia-encode.so.1"), ("libnvcuvid", "libnvcuvid.so.1"),
        ("libnvidia-opticalflow", "libnvidia-opticalflow.so.1"), ("vdpau/libvdpau_nvidia", "libvdpau_nvidia.so.1"),
        ("libGLX_nvidia", "libGLX_nvidia.so.0"), ("libEGL_nvidia", "libEGL_nvidia.so.0"), ("libnvidia-eglcore", "libnvidia-eglcore.so." + Version),
        ("libnvidia-ngx", "libnvidia-ngx.so.1"),
    ];

    /// <summary>Ubuntu's packages: everything in the multiarch folder, a 32-bit half beside it.</summary>
    public static TempFolder Ubuntu() => Kernel(Programs(Filled(new TempFolder(), "usr/lib/x86_64-linux-gnu")))
        .With("usr/lib/i386-linux-gnu", is64: false);

    /// <summary>RHEL's: lib64 for 64 bits, lib for 32.</summary>
    public static TempFolder Rhel() => Kernel(Programs(Filled(new TempFolder(), "usr/lib64"))).With("usr/lib", is64: false);

    /// <summary>Debian's: files in nvidia/current, and links through the alternatives, which are absolute.</summary>
    public static TempFolder Debian()
    {
        var root = Kernel(Filled(new TempFolder(), "usr/lib/x86_64-linux-gnu/nvidia/current"));
        foreach (var (name, soname) in Libraries.Where(library => !library.Name.Contains('/')))
        {
            root.Link($"etc/alternatives/nvidia--{soname}", $"/usr/lib/x86_64-linux-gnu/nvidia/current/{name}.so.{Version}");
            root.Link($"usr/lib/x86_64-linux-gnu/{soname}", $"/etc/alternatives/nvidia--{soname}");
            if (name is "libcuda" or "libnvidia-ml")
                root.Link($"usr/lib/x86_64-linux-gnu/{name}.so.{Version}", $"nvidia/current/{name}.so.{Version}");
        }

        return root.Write("usr/lib/nvidia/current/nvidia-smi", "#!").Link("usr/bin/nvidia-smi", "/etc/alternatives/nvidia-smi")
            .Link("etc/alternatives/nvidia-smi", "/usr/lib/nvidia/current/nvidia-smi");
    }

    public static TempFolder With(this TempFolder root, string folder, bool is64 = true, string version = Version) =>
        Filled(root, folder, is64, version);

    /// <summary>The kernel's word, as a driver root that speaks for itself has it.</summary>
    public static TempFolder Kernel(TempFolder root) => root
        .Write("proc/driver/nvidia/version", VersionText)
        .Write("proc/driver/nvidia/params", "ResmanDebugLevel: 4294967295\nModifyDeviceFiles: 1\nDeviceFileUID: 0\nDeviceFileGID: 44\nDeviceFileMode: 432\n")
        .Write("proc/devices", Devices);

    private static TempFolder Filled(TempFolder root, string folder, bool is64 = true, string version = Version)
    {
        foreach (var (name, soname) in Libraries)
            root.Write($"{folder}/{name}.so.{version}", FakeElf.Of(soname, is64));
        return root;
    }

    private static TempFolder Programs(TempFolder root)
    {
        foreach (var name in (string[])["nvidia-smi", "nvidia-debugdump", "nvidia-cuda-mps-control", "nvidia-cuda-mps-server"])
            root.Write("usr/bin/" + name, "#!");
        return root.Write("lib/firmware/nvidia/570.124.06/gsp_ga10x.bin", "").Write("lib/firmware/nvidia/570.124.06/README", "")
            .Write("etc/OpenCL/vendors/nvidia.icd", "").Write("usr/share/glvnd/egl_vendor.d/10_nvidia.json", "")
            .Write("run/nvidia-persistenced/socket", "").Write("run/coaster-sim/state", "");
    }
}
