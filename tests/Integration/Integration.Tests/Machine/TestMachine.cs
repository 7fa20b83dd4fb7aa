using System.Diagnostics;
using System.Text.Json;
using Coaster.Testing;

namespace Coaster.Integration.Tests.Machine;

/// <summary>A machine with eight simulated H200s, a root folder and a ledger of its own, on which the built programs run.</summary>
public sealed class TestMachine : IDisposable
{
    public const int Gpus = 8;

    private readonly TempFolder _folder = new();
    private readonly AgentStandIn? _agent;

    public TestMachine()
        : this(mig: false)
    {
    }

    /// <param name="mig">Whether its GPUs are cut.</param>
    /// <param name="agentStandsIn">Whether something answers as an agent does; otherwise the first share starts the real one.</param>
    /// <param name="gpus">The GPUs, as <c>coaster sim up</c> takes them; eight H200s unless said otherwise.</param>
    /// <param name="driver">The driver's version; the usual one unless said otherwise.</param>
    internal TestMachine(bool mig, bool agentStandsIn = true, string? gpus = null, string? driver = null)
    {
        _agent = agentStandsIn ? new AgentStandIn(StateDirectory) : null;
        File.WriteAllText(Settings, $$"""{"stateDirectory": "{{StateDirectory}}"}""");
        string[] more = [.. mig ? ["--mig"] : Array.Empty<string>(), .. driver is null ? Array.Empty<string>() : ["--driver", driver]];
        Coaster(["sim", "up", "--gpus", gpus ?? $"h200:{Gpus}", "--dir", _folder["sim"], .. more]).MustSucceed();
        Root = new RootFolder(_folder["root"]);
    }

    public RootFolder Root { get; }

    public string StateDirectory => _folder["state"];

    public string DriverRoot => _folder["sim/root"];

    public string Settings => _folder["config.json"];

    /// <summary>The variables that make every program use this machine's folders.</summary>
    public (string Name, string Value)[] Variables =>
        [("COASTER_DRIVER_ROOT", DriverRoot), ("COASTER_CONFIG", Settings), ("NO_COLOR", "1")];

    public ProgramRun Coaster(params string[] words) => ProgramRun.Run(BuiltPrograms.Coaster, words, Variables);

    /// <summary>Runs a shell line in a container and waits for its end.</summary>
    public ProgramRun Run(string gpus, string script, params string[] options) =>
        Coaster(["run", "--gpus", gpus, "--rootfs", Root.Path, .. options, "--", "sh", "-c", script]);

    /// <summary>Starts a shell line in a container and goes on.</summary>
    public RunningContainer Start(string gpus, string script, params string[] options) =>
        StartProgram(BuiltPrograms.Coaster, ["run", "--gpus", gpus, "--rootfs", Root.Path, .. options, "--", "sh", "-c", script], []);

    /// <summary>Starts a program on this machine and goes on.</summary>
    public RunningContainer StartProgram(string file, string[] words, (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(file, words);
        foreach (var (name, value) in Variables.Concat(variables))
            start.Environment[name] = value;
        return new RunningContainer(start);
    }

    /// <summary>Runs a test under other settings; the machine's own come back afterwards.</summary>
    public void With(string settings, Action action)
    {
        var own = File.ReadAllText(Settings);
        File.WriteAllText(Settings, own.TrimEnd('}') + ", " + settings + "}");
        try
        {
            action();
        }
        finally
        {
            File.WriteAllText(Settings, own);
        }
    }

    /// <summary>The UUID of a GPU.</summary>
    public string Uuid(int gpu) => JsonDocument.Parse(Coaster("gpus", "-o", "json").MustSucceed().Output)
        .RootElement.GetProperty("gpus")[gpu].GetProperty("uuid").GetString()!;

    /// <summary>A folder of the test's own.</summary>
    public string Folder(string name) => Directory.CreateDirectory(_folder[name]).FullName;

    public void Dispose()
    {
        ProgramRun.Run(BuiltPrograms.Coaster, ["sim", "down", "--force", "--dir", _folder["sim"]], Variables);
        _agent?.Dispose();
        _folder.Dispose();
    }
}
