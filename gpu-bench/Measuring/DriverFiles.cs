namespace Coaster.GpuBench.Measuring;

/// <summary>
/// What a data-centre driver brings for compute and utility: libraries under their real names, programs, settings, firmware, and the kernel's
/// word on them. The libraries are empty, but real ELF files with the SONAME that the driver's have.
/// </summary>
public static class DriverFiles
{
    private const string Folder = "usr/lib/x86_64-linux-gnu";

    // Two have the version in their SONAME too.
    private static readonly (string Library, string Soname)[] Libraries =
    [
        ("libnvidia-ml", "libnvidia-ml.so.1"), ("libnvidia-cfg", "libnvidia-cfg.so.1"),
        ("libcuda", "libcuda.so.1"), ("libcudadebugger", "libcudadebugger.so.1"), ("libnvidia-opencl", "libnvidia-opencl.so.1"),
        ("libnvidia-ptxjitcompiler", "libnvidia-ptxjitcompiler.so.1"), ("libnvidia-allocator", "libnvidia-allocator.so.1"),
        ("libnvidia-nvvm", "libnvidia-nvvm.so.4"), ("libnvidia-gpucomp", "libnvidia-gpucomp.so"),
        ("libnvidia-pkcs11-openssl3", "libnvidia-pkcs11-openssl3.so"),
    ];

    private static readonly string[] Programs =
        ["nvidia-smi", "nvidia-debugdump", "nvidia-persistenced", "nvidia-cuda-mps-control", "nvidia-cuda-mps-server"];

    /// <summary>Adds to a driver root what it lacks of them; what is there stays.</summary>
    /// <param name="root">The driver root, made when it is not there.</param>
    /// <param name="version">The driver's version.</param>
    /// <returns>The driver root.</returns>
    /// <exception cref="IOException">gcc is not installed, or failed.</exception>
    public static string Complete(string root, string version)
    {
        Directory.CreateDirectory(Path.Combine(root, Folder));
        foreach (var (library, soname) in Libraries)
            Compile($"{root}/{Folder}/{library}.so.{version}", soname.EndsWith(".so", StringComparison.Ordinal) ? $"{soname}.{version}" : soname);
        foreach (var program in Programs)
            Write(Path.Combine(root, "usr/bin", program), "#!/bin/sh\n");
        foreach (var (path, text) in Texts(version))
            Write(Path.Combine(root, path), text);
        return root;
    }

    private static (string Path, string Text)[] Texts(string version) =>
    [
        ("etc/OpenCL/vendors/nvidia.icd", "libnvidia-opencl.so.1\n"),
        ($"lib/firmware/nvidia/{version}/gsp_ga10x.bin", ""),
        ($"lib/firmware/nvidia/{version}/gsp_tu10x.bin", ""),
        ("proc/devices", "Character devices:\n  1 mem\n195 nvidia\n195 nvidiactl\n234 nvidia-caps\n235 nvidia-uvm\n\nBlock devices:\n  8 sd\n"),
        ("proc/driver/nvidia/version", $"NVRM version: NVIDIA UNIX x86_64 Kernel Module  {version}  Wed Feb 26 02:20:16 UTC 2025\nGCC version:  gcc\n"),
        ("proc/driver/nvidia/params", "ModifyDeviceFiles: 1\nDeviceFileUID: 0\nDeviceFileGID: 0\nDeviceFileMode: 438\n"),
    ];

    private static void Compile(string path, string soname)
    {
        if (!File.Exists(path))
            Command.Run("gcc", "-shared", "-nostdlib", "-Wl,-soname," + soname, "-o", path, "-x", "c", "/dev/null");
    }

    private static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
            File.WriteAllText(path, text);
    }
}
