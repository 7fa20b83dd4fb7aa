using System.Globalization;
using Coaster.GpuBench.Measuring;
using Coaster.Posix;

namespace Coaster.GpuBench.FrontDoors.Setup;

/// <summary>
/// The two runtimes with a small program in front, which passes every call on and writes down how long each <c>create</c> took. What
/// Coaster adds happens in there (hooks included), and an engine's own jitter does not.
/// </summary>
internal sealed class Recorder
{
    private const double NanosecondsInMillisecond = 1e6;
    private readonly string _record;

    /// <exception cref="IOException">It cannot be compiled, or runc is not installed.</exception>
    internal Recorder(Workspace workspace, string coasterRuntime)
    {
        _record = workspace.In("record");
        Runc = Compile(workspace.Folder("recorded"), Programs.Find("runc") ?? throw new IOException("runc is not installed"));
        Coaster = Compile(workspace.Folder("recorded"), coasterRuntime);
    }

    /// <summary>runc, recorded; the program's name is runc, by which Podman knows what it can do.</summary>
    internal string Runc { get; }

    /// <summary>coaster-runtime, recorded.</summary>
    internal string Coaster { get; }

    /// <summary>Forgets what was recorded.</summary>
    internal void Forget() => File.Delete(_record);

    /// <summary>How long the one <c>create</c> took that was recorded, in milliseconds.</summary>
    /// <exception cref="IOException">There was none, or more than one.</exception>
    internal double Took()
    {
        var lines = File.Exists(_record) ? File.ReadAllLines(_record) : [];
        return lines.Length == 1
            ? long.Parse(lines[0], CultureInfo.InvariantCulture) / NanosecondsInMillisecond
            : throw new IOException($"the engine called its runtime's create {lines.Length} times for one container");
    }

    private string Compile(string folder, string runtime)
    {
        var program = Path.Combine(folder, Path.GetFileName(runtime));
        var source = Path.Combine(AppContext.BaseDirectory, "Recorder/recorder.c");
        Command.Run("gcc", "-O2", "-Wall", "-Werror", $"-DRUNTIME=\"{runtime}\"", $"-DRECORD=\"{_record}\"", "-o", program, source);
        return program;
    }
}
