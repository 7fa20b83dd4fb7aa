using System.Diagnostics;

namespace Coaster.GpuBench.NodeAgent.Setup;

/// <summary>An agent as a process; what it says is kept in a file.</summary>
internal sealed class RunningAgent : IDisposable
{
    // By the shell, so that nobody has to read along.
    private const string Script = "exec \"$0\" \"${@:2}\" >\"$1\" 2>&1";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly string _log;

    /// <param name="program">The coaster-agent.</param>
    /// <param name="folder">A folder of its own, for its settings and state.</param>
    /// <param name="driverRoot">The driver.</param>
    /// <param name="words">What it is told besides.</param>
    internal RunningAgent(string program, string folder, string driverRoot, params string[] words)
    {
        _log = Path.Combine(folder, "log");
        var settings = Path.Combine(folder, "config.json");
        File.WriteAllText(settings, $$"""{"stateDirectory":"{{folder}}/state","dataDirectory":"{{folder}}/data"}""");
        var start = new ProcessStartInfo("bash", ["-c", Script, program, _log, .. words]);
        start.Environment["COASTER_CONFIG"] = settings;
        start.Environment["COASTER_DRIVER_ROOT"] = driverRoot;
        _process = Process.Start(start) ?? throw new IOException($"cannot start {program}");
        (Pid, Folder) = (_process.Id, folder);
    }

    internal int Pid { get; }

    /// <summary>Where its settings and state are.</summary>
    internal string Folder { get; }

    /// <summary>What it said last.</summary>
    internal string LastWords => File.Exists(_log) ? File.ReadLines(_log).LastOrDefault() ?? "nothing" : "nothing";

    /// <exception cref="IOException">It has ended.</exception>
    internal void MustRun()
    {
        if (_process.HasExited)
            throw new IOException($"the agent ended with {_process.ExitCode}; it said: {LastWords}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Process.Start("kill", ["-TERM", $"{Pid}"]).WaitForExit();
        if (!_process.WaitForExit(Patience))
            _process.Kill();
        _process.Dispose();
    }
}
