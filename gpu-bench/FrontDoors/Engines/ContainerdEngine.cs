using Coaster.GpuBench.FrontDoors.Doors;
using Coaster.GpuBench.FrontDoors.Setup;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Engines;

/// <summary>A containerd of the benchmark's own, asked by ctr: the way without dockerd, which is Kubernetes' way as well.</summary>
internal sealed class ContainerdEngine : IEngine
{
    private const double TargetMs = 12;

    private readonly Site _site;
    private readonly string _root;
    private readonly Daemon _daemon;

    /// <exception cref="IOException">containerd does not start.</exception>
    internal ContainerdEngine(Site site)
    {
        (_site, _root) = (site, site.CopyOfRoot("containerd-root"));
        File.WriteAllText(site.In("containerd.toml"), $"""
            version = 2
            root = "{site.In("containerd")}"
            state = "{site.In("containerd-state")}"
            disabled_plugins = ["io.containerd.grpc.v1.cri"]
            [grpc]
            address = "{Socket}"
            """);
        _daemon = Daemon.Start(site.In("containerd.log"), Socket, Ctr("version"), ["containerd", "--config", site.In("containerd.toml")]);
    }

    /// <inheritdoc/>
    public string Version => "containerd " + Command.Run("containerd", "--version").Split(' ', StringSplitOptions.RemoveEmptyEntries)[2].Trim();

    /// <inheritdoc/>
    public IReadOnlyList<Door> Doors
    {
        get
        {
            var plain = Start(0, _site.Recorder.Runc);
            return
            [
                new Door("ctr, a share by annotation", plain, Start(1, _site.Recorder.Coaster, "--annotation", Site.ShareAnnotation), TargetMs),
                new Door("ctr, a share by env", plain, Start(1, _site.Recorder.Coaster, "--env", Site.ShareVariable), TargetMs),
            ];
        }
    }

    private string Socket => _site.In("containerd.sock");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var words in Removal)
            Command.Try(words[0], words[1..]);
        _daemon.Dispose();
    }

    private string[][] Removal => [Ctr("task", "rm", "--force", _site.Container), Ctr("container", "rm", _site.Container)];

    private ContainerStart Start(int gpus, string runtime, params string[] options) => new(
        gpus,
        Ctr(["run", "--detach", "--null-io", .. Run(runtime, options), .. Site.Sleeper]),
        Removal,
        Ctr(["run", "--rm", .. Run(runtime, options), .. Site.Looker]),
        IsRecorded: true);

    private string[] Run(string runtime, string[] options) => ["--runc-binary", runtime, "--runc-root", _site.In("containerd-runc"), .. options, "--rootfs", _root, _site.Container];

    private string[] Ctr(params string[] words) => ["ctr", "--address", Socket, .. words];
}
