using Coaster.Cdi.Writing;
using Coaster.Cli.Cdi;
using Coaster.Cli.Machine;
using Coaster.GpuModel.Requests;
using Coaster.Injection.Driver;
using Coaster.Ledger;
using Coaster.Ledger.Cluster;
using Coaster.Settings;
using Coaster.Testing;

namespace Coaster.Cli.Tests.Cdi;

/// <summary>A machine with a simulated driver, a ledger and two folders of specifications, all its own.</summary>
internal sealed class CdiMachine : IDisposable
{
    private readonly SimulatedDriver _driver;
    private readonly TempFolder _folder = new TempFolder().Folder("etc").Folder("run").Folder("bin");

    public CdiMachine(string gpus = "h200:2", bool mig = false)
    {
        _driver = new SimulatedDriver(gpus, mig);
        _folder.Write("config.json", $$"""{"stateDirectory":"{{_folder["state"]}}","dataDirectory":"{{_folder["data"]}}","cdiFolders":["{{_folder["etc"]}}","{{_folder["run"]}}"]}""");
        File.CreateSymbolicLink(_folder["bin/coaster-runtime"], "/bin/true");
    }

    public HostSettings Settings => HostSettings.Default with
    {
        DriverRoot = _driver.Root, StateDirectory = _folder["state"], DataDirectory = _folder["data"], CdiFolders = [_folder["etc"], _folder["run"]],
    };

    public CdiRequest Request => new(Settings, Settings.CdiFolders, GpuKind.All, DriverCapabilities.Default, _folder["bin/coaster-runtime"]);

    public string this[string path] => _folder[path];

    /// <summary>The files in the folders of specifications.</summary>
    public IEnumerable<string> Specs => _folder.Files().Where(file => file.StartsWith("etc/", StringComparison.Ordinal) || file.StartsWith("run/", StringComparison.Ordinal));

    public void Write(string path, string text) => _folder.Write(path, text);

    public void Set(int gpu, params string[] assignments) => _driver.Set(gpu, assignments);

    public ProgramRun Coaster(params string[] words) => ProgramRun.Coaster(
        words,
        ("COASTER_DRIVER_ROOT", _driver.Root),
        ("COASTER_CONFIG", _folder["config.json"]),
        ("PATH", _folder["bin"]));

    /// <summary>Books for a container that lasts as long as this process.</summary>
    public void Book(string spec) => new Bookkeeper(new NodeLedger(Settings), TimeProvider.System).Book(
        GpuSpec.Parse(spec), MachineGpus.Read(Settings), Settings.DriverRoot, new NewContainer("c" + spec.Length, "c" + spec.Length, ContainerEngine.Runc, ["sh"]));

    /// <summary>Makes the machine a node of a cluster that owns every GPU but those with that index.</summary>
    public void Join(params int[] local) => new ClusterOwnership(
        "n1", [.. MachineGpus.Read(Settings).Gpus.Where(gpu => local.Contains(gpu.Index)).Select(gpu => gpu.Uuid)]).Write(Settings);

    public void Dispose()
    {
        _driver.Dispose();
        _folder.Dispose();
    }
}
