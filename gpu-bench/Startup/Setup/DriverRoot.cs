using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Startup.Setup;

/// <summary>
/// A driver root with what a data-centre driver brings for compute and utility: libraries under their real names, programs, settings,
/// firmware, and the kernel's word on them. The libraries are empty, but real ELF files with the SONAME that the driver's have.
/// </summary>
internal static class DriverRoot
{
    private const string Version = "570.124.06";

    private static readonly (string Library, string Soname)[] Libraries =
    [
        ("libnvidia-ml", "libnvidia-ml.so.1"), ("libnvidia-cfg", "libnvidia-cfg.so.1"),
        ("libcuda", "libcuda.so.1"), ("libcudadebugger", "libcudadebugger.so.1"), ("libnvidia-opencl", "libnvidia-opencl.so.1"),
        ("libnvidia-ptxjitcompiler", "libnvidia-ptxjitcompiler.so.1"), ("libnvidia-allocator", "libnvidia-allocator.so.1"),
        ("libnvidia-nvvm", "libnvidia-nvvm.so.4"), ("libnvidia-gpucomp", "libnvidia-gpucomp.so." + Version),
        ("libnvidia-pkcs11-openssl3", "libnvidia-pkcs11-openssl3.so." + Version),
    ];

    private static readonly string[] Programs =
        ["nvidia-smi", "nvidia-debugdump", "nvidia-persistenced", "nvidia-cuda-mps-control", "nvidia-cuda-mps-server"];

    private static readonly (string Path, string Text)[] Texts =
    [
        ("etc/OpenCL/vendors/nvidia.icd", "libnvidia-opencl.so.1\n"),
        ($"lib/firmware/nvidia/{Version}/gsp_ga10x.bin", ""),
        ($"lib/firmware/nvidia/{Version}/gsp_tu10x.bin", ""),
        ("proc/devices", "Character devices:\n  1 mem\n195 nvidia\n195 nvidiactl\n234 nvidia-caps\n235 nvidia-uvm\n\nBlock devices:\n  8 sd\n"),
        ("proc/driver/nvidia/version", $"NVRM version: NVIDIA UNIX x86_64 Kernel Module  {Version}  Wed Feb 26 02:20:16 UTC 2025\nGCC version:  gcc\n"),
        ("proc/driver/nvidia/params", "ModifyDeviceFiles: 1\nDeviceFileUID: 0\nDeviceFileGID: 0\nDeviceFileMode: 438\n"),
    ];

    /// <summary>Makes the driver root below that folder and returns it.</summary>
    internal static string Create(string root)
    {
        var libraries = Directory.CreateDirectory(Path.Combine(root, "usr/lib/x86_64-linux-gnu")).FullName;
        foreach (var (library, soname) in Libraries)
            Command.Run("gcc", "-shared", "-nostdlib", "-Wl,-soname," + soname, "-o", $"{libraries}/{library}.so.{Version}", "-x", "c", "/dev/null");
        foreach (var program in Programs)
            Write(Path.Combine(root, "usr/bin", program), "#!/bin/sh\n");
        foreach (var (path, text) in Texts)
            Write(Path.Combine(root, path), text);
        return root;
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
