using Coaster.GpuBench.FrontDoors.Doors;
using Coaster.GpuBench.FrontDoors.Setup;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Engines;

/// <summary>Podman with folders of the benchmark's own, and the GPUs as CDI devices.</summary>
internal sealed class PodmanEngine : IEngine
{
    private const double TargetMs = 12;

    private readonly Site _site;
    private readonly string _root;
    private readonly CdiFile _cdi;

    /// <exception cref="IOException">There is no CDI specification to be had.</exception>
    internal PodmanEngine(Site site)
    {
        (_site, _root) = (site, site.CopyOfRoot("podman-root"));
        _cdi = new CdiFile(site);
    }

    /// <inheritdoc/>
    public string Version => "Podman " + Command.Run("podman", "--version").Split(' ')[^1].Trim();

    /// <inheritdoc/>
    public IReadOnlyList<Door> Doors =>
        [new Door("podman --device (CDI)", Start(0), Start(Site.Gpus, "--device", CdiFile.Kind + "=all"), TargetMs)];

    /// <inheritdoc/>
    public void Dispose()
    {
        var remove = Podman("rm", "--all", "--force", "--time", "0");
        Command.Try(remove[0], remove[1..]);
        _cdi.Dispose();
    }

    private ContainerStart Start(int gpus, params string[] options) => new(
        gpus,
        Podman(["run", "--detach", "--name", _site.Container, .. Run(options), .. Site.Sleeper]),
        [Podman("rm", "--force", "--time", "0", _site.Container)],
        Podman(["run", "--rm", .. Run(options), .. Site.Looker]),
        IsRecorded: true);

    /// <summary>Limits that are not above this process's own, since raising them is not everywhere allowed.</summary>
    private string[] Run(string[] options) =>
        ["--network", "none", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024", .. options, "--rootfs", _root];

    private string[] Podman(params string[] words) =>
    [
        "podman", "--root", _site.In("podman"), "--runroot", _site.In("podman-run"), "--tmpdir", _site.In("podman-tmp"), "--storage-driver", "vfs",
        "--cgroup-manager", "cgroupfs", "--events-backend", "none", "--runtime", _site.Recorder.Runc, .. words,
    ];
}
