using System.Text.Json.Nodes;
using Coaster.GpuBench.Measuring;
using Coaster.Posix;

namespace Coaster.GpuBench.FrontDoors.Setup;

/// <summary>
/// What the engines have in common: eight simulated GPUs, Coaster's settings and state, its hooks in PATH, a root folder, and the runtimes with a
/// recorder in front. All of it is in a folder that vanishes with this object; the programs find it by this process's environment.
/// </summary>
internal sealed class Site : IDisposable
{
    /// <summary>How many GPUs the machine seems to have.</summary>
    internal const int Gpus = 8;

    /// <summary>A share, as it is asked for by env and by annotation.</summary>
    internal const string ShareVariable = "COASTER_GPU_MEM=4Gi";

    /// <summary>The same as an annotation.</summary>
    internal const string ShareAnnotation = "ten.ai/gpu-mem=4Gi";

    private readonly Workspace _workspace = new("frontdoors");
    private readonly string _programs;

    /// <exception cref="IOException">Something that it needs is not there.</exception>
    internal Site(string programs)
    {
        _programs = programs;
        try
        {
            Recorder = new Recorder(_workspace, Runtime);
            UseSettings();
            UseHooks();
            SimulateDriver();
            Command.Run("build/rootfs.sh", In("root"));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>What a container runs that is to be there for a while.</summary>
    internal static string[] Sleeper => ["/bin/sleep", "600"];

    /// <summary>What a container runs that is to show its devices.</summary>
    internal static string[] Looker => ["/bin/ls", "/dev"];

    /// <summary>The folder.</summary>
    internal string Root => _workspace.Root;

    /// <summary>The container's name with every engine; no other container of the machine has it.</summary>
    internal string Container => Path.GetFileName(Root);

    /// <summary>The runtimes that engines are given where their <c>create</c> is timed.</summary>
    internal Recorder Recorder { get; }

    internal string Coaster => Program("coaster");

    internal string Runtime => Program("coaster-runtime");

    internal string LxcHook => In("hooks/coaster-lxc-hook");

    /// <summary>A path in the folder.</summary>
    internal string In(string path) => _workspace.In(path);

    /// <summary>A folder in the folder, made.</summary>
    internal string Folder(string path) => _workspace.Folder(path);

    /// <summary>A root folder for one engine alone, since engines leave mount points in it.</summary>
    internal string CopyOfRoot(string name)
    {
        Command.Run("cp", "-a", In("root"), In(name));
        return In(name);
    }

    /// <summary>The containers that hold a part of a GPU, as lines for people.</summary>
    internal IReadOnlyList<string> Bookings() => Command.Run(Coaster, "ps").Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];

    /// <inheritdoc/>
    public void Dispose()
    {
        Command.Try(Coaster, "sim", "down", "--force", "--dir", In("sim"));
        _workspace.Dispose();
    }

    private string Program(string name) => Programs.Find(Path.Combine(_programs, name))
        ?? throw new IOException($"there is no {Path.Combine(_programs, name)}: run ./build.sh first");

    /// <summary>The simulation has what calls need; a real driver has more files, and each is mounted.</summary>
    private void SimulateDriver()
    {
        Command.Run(Coaster, "sim", "up", "--gpus", $"h200:{Gpus}", "--dir", In("sim"));
        var gpus = JsonNode.Parse(Command.Run(Coaster, "gpus", "-o", "json"))!;
        DriverFiles.Complete(In("sim/root"), gpus["driverVersion"]!.GetValue<string>());
        Command.Run(Coaster, "refresh");
    }

    private void UseSettings()
    {
        var settings = new JsonObject { ["stateDirectory"] = In("state"), ["runtimes"] = new JsonArray("runc") };
        File.WriteAllText(In("settings.json"), settings.ToJsonString());
        Environment.SetEnvironmentVariable("COASTER_CONFIG", In("settings.json"));
        Environment.SetEnvironmentVariable("COASTER_DRIVER_ROOT", In("sim/root"));
    }

    private void UseHooks()
    {
        var hooks = Folder("hooks");
        foreach (var name in new[] { "nvidia-container-runtime-hook", "coaster-lxc-hook" })
            File.CreateSymbolicLink(Path.Combine(hooks, name), Runtime);
        Environment.SetEnvironmentVariable("PATH", hooks + ":" + Environment.GetEnvironmentVariable("PATH"));
    }
}
