using Coaster.Posix;

namespace Coaster.Cli.Sim;

/// <summary>The device nodes. Where mknod is not permitted a plain file stands in, which the simulated driver takes for a usable node.</summary>
internal static class DriverNodes
{
    private const UnixFileMode Everyone = (UnixFileMode)0b110_110_110;
    private const UnixFileMode ReadOnly = (UnixFileMode)0b100_100_100;
    private const UnixFileMode RootOnly = (UnixFileMode)0b100_000_000;

    public static void Make(string folder, SimulatedMachine machine, DeviceMajors majors)
    {
        Directory.CreateDirectory(Path.Combine(folder, "nvidia-caps"));
        Make(folder, "nvidiactl", DeviceMajors.Nvidia, 255, Everyone);
        Make(folder, "nvidia-modeset", DeviceMajors.Nvidia, 254, Everyone);
        Make(folder, "nvidia-uvm", majors.MemoryManager, 0, Everyone);
        Make(folder, "nvidia-uvm-tools", majors.MemoryManager, 1, Everyone);
        Make(folder, "nvidia-caps/nvidia-cap1", majors.Capabilities, 1, RootOnly);
        Make(folder, "nvidia-caps/nvidia-cap2", majors.Capabilities, 2, ReadOnly);
        foreach (var gpu in machine.Gpus)
            Make(folder, $"nvidia{gpu.Minor}", DeviceMajors.Nvidia, gpu.Minor, Everyone);
    }

    private static void Make(string folder, string name, int major, int minor, UnixFileMode mode)
    {
        var path = Path.Combine(folder, name);
        if (!FileNodes.TryMakeCharacterDevice(path, major, minor))
            File.WriteAllBytes(path, []);
        // After the fact, because the umask takes bits from mknod.
        File.SetUnixFileMode(path, mode);
    }
}
