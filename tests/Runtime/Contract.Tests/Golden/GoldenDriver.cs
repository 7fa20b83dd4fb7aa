using Coaster.Testing;

namespace Coaster.Contract.Tests.Golden;

/// <summary>A driver root with one library for each part of the driver, and the kernel's word on the GPUs of the golden machine.</summary>
internal static class GoldenDriver
{
    private static readonly (string Name, string Soname)[] Libraries =
    [
        ("libnvidia-ml", "libnvidia-ml.so.1"), ("libcuda", "libcuda.so.1"), ("libnvidia-encode", "libnvidia-encode.so.1"),
        ("libGLX_nvidia", "libGLX_nvidia.so.0"), ("libnvidia-ngx", "libnvidia-ngx.so.1"),
    ];

    /// <summary>The rights on MIG and their minor numbers.</summary>
    private static readonly (string Right, int Minor)[] Rights =
    [
        ("mig/config", 1), ("mig/monitor", 2), ("gpu7/mig/gi1/access", 66), ("gpu7/mig/gi1/ci0/access", 67),
        ("gpu7/mig/gi2/access", 75), ("gpu7/mig/gi2/ci0/access", 76),
    ];

    public static TempFolder Create()
    {
        var root = FakeDriver.Kernel(new TempFolder());
        root.Write("proc/devices", "Character devices:\n195 nvidia\n234 nvidia-caps\n235 nvidia-caps-imex-channels\n509 nvidia-uvm\n\nBlock devices:\n");
        foreach (var (name, soname) in Libraries)
            root.Write($"usr/lib/x86_64-linux-gnu/{name}.so.{FakeDriver.Version}", FakeElf.Of(soname));
        foreach (var (right, minor) in Rights)
            root.Write($"proc/driver/nvidia/capabilities/{right}", $"DeviceFileMinor: {minor}\nDeviceFileMode: 292\nDeviceFileModify: 1\n");
        return root.Write("usr/bin/nvidia-smi", "#!");
    }
}
