namespace Coaster.Testing;

/// <summary>A simulated driver of a test's own, with a driver root like a host's, in a temporary folder.</summary>
public sealed class SimulatedDriver : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Starts one.</summary>
    /// <param name="gpus">Its GPUs as <c>coaster sim up --gpus</c> takes them.</param>
    /// <param name="mig">Whether the GPUs that can be are partitioned.</param>
    /// <param name="version">The driver's version, as <c>--driver</c> takes it.</param>
    public SimulatedDriver(string gpus = "h200:2", bool mig = false, string? version = null) => Coaster(
    [
        "sim", "up", "--gpus", gpus, "--dir", _folder.Path,
        .. mig ? ["--mig"] : Array.Empty<string>(), .. version is null ? Array.Empty<string>() : ["--driver", version],
    ]).MustSucceed();

    /// <summary>A version that holds cgroups to their memory by itself.</summary>
    public const string LimitsMemory = "615.71.09";

    /// <summary>The driver root, for COASTER_DRIVER_ROOT.</summary>
    public string Root => _folder["root"];

    /// <summary>The state that all its users share.</summary>
    public string State => _folder["state"];

    /// <summary>The folder that the simulator was built into, with <c>bin/gpu-workload</c> and its like.</summary>
    public static string Home => SimulatorBuild.Home;

    /// <summary>Changes a GPU, as <c>coaster sim set</c> does: <c>util=40</c>, <c>xid=79</c>, <c>lost=1</c>.</summary>
    public void Set(int gpu, params string[] assignments) =>
        ProgramRun.Run(Path.Combine(Home, "bin/coaster-simctl"), ["set", State, $"{gpu}", .. assignments]).MustSucceed();

    /// <summary>Runs the coaster command line on this driver.</summary>
    public ProgramRun Coaster(params string[] words) =>
        ProgramRun.Coaster(words, ("COASTER_DRIVER_ROOT", Root), ("COASTER_SIM_HOME", Home), ("NO_COLOR", "1"));

    public void Dispose() => _folder.Dispose();
}
