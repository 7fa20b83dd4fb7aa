using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Device.Outside;

/// <summary>A root folder with this program and the probe in it, and the containers that run them.</summary>
/// <param name="options">The command line.</param>
/// <param name="root">The root folder.</param>
internal sealed class Site(BenchOptions options, string root)
{
    private const string Self = "/usr/bin/coaster-device-bench";

    private string Coaster => Path.Combine(options.Programs, "coaster");

    internal static Site Prepare(BenchOptions options, Workspace workspace)
    {
        var root = workspace.Folder("root");
        Command.Run("build/rootfs.sh", root, Environment.ProcessPath!, options.Probe);
        return new Site(options, root);
    }

    /// <summary>The whole GPU, where nothing of ours is in the process.</summary>
    internal string Whole => $"device={options.Gpu}";

    /// <summary>A share of the GPU.</summary>
    internal string Share(int memoryGiB, string core) => $"mem={memoryGiB}Gi,core={core},device={options.Gpu}";

    /// <summary>Runs one of this program's measurements in a container and returns what it found.</summary>
    /// <exception cref="IOException">It failed.</exception>
    internal IReadOnlyDictionary<string, string> Measure(string gpus, params string[] words) =>
        Inside.Facts.Read(Command.Run(Coaster, ["run", "--gpus", gpus, "--rootfs", root, "--", Self, "inside", .. words]));

    /// <summary>Fills a share by one way to take memory, and lets somebody look from outside while it holds what it got.</summary>
    internal IReadOnlyDictionary<string, string> Fill(string gpus, string path, Action whileHolding)
    {
        using var container = new Held(
            Coaster, ["run", "--gpus", gpus, "--rootfs", root, "--", "/usr/bin/" + Path.GetFileName(options.Probe), "fill", path, "--granule", Granule(path), "--hold", "60"]);
        var found = Inside.Facts.Read(container.ReadUntil("holding"));
        whileHolding();
        return found;
    }

    // In MiB. What goes from process to process is slow in small pieces, and drivers bound how many there may be.
    private static string Granule(string path) => path is "ipc" or "vmm-import" ? "64" : "2";

    /// <summary>Runs a Python script on this machine's own files, in a container; null where there is no PyTorch, with the reason.</summary>
    internal (IReadOnlyDictionary<string, string>? Found, string Reason) Torch(string gpus, string python)
    {
        var script = Path.GetFullPath("gpu-bench/Device/torch_bench.py");
        var (exit, output, error) = Command.Try(Coaster, "run", "--gpus", gpus, "--rootfs", "/", "--", python, script);
        return exit == 0 ? (Inside.Facts.Read(output), "") : (null, Command.LastLine(error));
    }
}
