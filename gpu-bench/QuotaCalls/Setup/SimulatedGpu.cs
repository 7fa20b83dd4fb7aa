using System.Runtime.InteropServices;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.QuotaCalls.Setup;

/// <summary>A driver root with one simulated GPU. Plain files stand in for the device nodes.</summary>
internal sealed class SimulatedGpu
{
    private static readonly string[] Nodes = ["nvidiactl", "nvidia-uvm", "nvidia0"];

    /// <param name="workspace">Where the root is made.</param>
    /// <param name="driver">The simulated driver as it is built.</param>
    /// <exception cref="IOException">It is not built.</exception>
    internal SimulatedGpu(Workspace workspace, string driver)
    {
        var root = workspace.Folder("root");
        Command.Run("cp", "-a", Path.Combine(driver, "usr"), root);
        foreach (var node in Nodes)
            File.Create(Path.Combine(workspace.Folder("root/dev"), node)).Dispose();
        var state = Path.Combine(workspace.Folder("root/run/coaster-sim"), "state");
        Command.Run(Path.Combine(driver, "bin/coaster-simctl"), "create", state, Path.Combine(driver, "share/profiles"), "h200");
        LibCuda = Directory.EnumerateFiles(Path.Combine(root, "usr/lib", Triplet), "libcuda.so.1").First();
    }

    /// <summary>The path of its <c>libcuda.so.1</c>.</summary>
    internal string LibCuda { get; }

    private static string Triplet => RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
}
