using System.Text.Json.Nodes;
using Coaster.GpuBench.FrontDoors.Doors;
using Coaster.GpuBench.FrontDoors.Load;
using Coaster.GpuBench.FrontDoors.Setup;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Engines;

/// <summary>A dockerd of the benchmark's own. It finds Coaster's hook because the site puts it into PATH.</summary>
internal sealed class DockerEngine : IEngine
{
    private const string Image = "coaster-frontdoors";
    private const string Recorded = "recorded";
    private const string RecordedCoaster = "recorded-coaster";

    // Any other network has dockerd start itself as a hook in the create, which takes several times as long as all that is measured here.
    private const string Network = "host";
    private const double HookTargetMs = 15;
    private const double RuntimeTargetMs = 12;

    private readonly Site _site;
    private readonly Daemon _daemon;

    /// <exception cref="IOException">dockerd does not start.</exception>
    internal DockerEngine(Site site)
    {
        _site = site;
        Environment.SetEnvironmentVariable("DOCKER_HOST", "unix://" + Socket);
        File.WriteAllText(site.In("docker.json"), new JsonObject { ["runtimes"] = Runtimes() }.ToJsonString());
        _daemon = Daemon.Start(site.In("dockerd.log"), Socket, ["docker", "version"], Words());
        try
        {
            Command.Run("sh", "-c", $"tar -C '{site.CopyOfRoot("docker-image")}' -c . | docker import - {Image}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Version => Command.Run("docker", "version", "--format", "Docker {{.Server.Version}}, client {{.Client.Version}}").Trim();

    /// <inheritdoc/>
    public IReadOnlyList<Door> Doors
    {
        get
        {
            var plain = Start(0, Recorded);
            return
            [
                new Door("docker --gpus all (hook)", plain, Start(Site.Gpus, Recorded, GpusAll), HookTargetMs),
                new Door("docker --runtime=coaster --gpus all", plain, Start(Site.Gpus, RecordedCoaster, GpusAll), RuntimeTargetMs),
                new Door("docker --runtime=coaster, a share", plain, Start(1, RecordedCoaster, Share), RuntimeTargetMs),
            ];
        }
    }

    /// <summary>The ways in which many containers are started at once; nothing is recorded there.</summary>
    internal static IReadOnlyList<LoadKind> Loads =>
    [
        new LoadKind("docker, no GPU", 0, Run("runc", [])),
        new LoadKind("docker --gpus all (hook)", Site.Gpus, Run("runc", GpusAll)),
        new LoadKind("docker --runtime=coaster, a share", 1, Run("coaster", Share)),
    ];

    private static string[] GpusAll => ["--gpus", "all"];

    private static string[] Share => ["--env", Site.ShareVariable];

    private string Socket => _site.In("docker.sock");

    /// <inheritdoc/>
    public void Dispose()
    {
        Command.Try("sh", "-c", "docker ps --all --quiet | xargs -r docker rm --force");
        _daemon.Dispose();
    }

    private ContainerStart Start(int gpus, string runtime, params string[] options) => new(
        gpus,
        ["docker", "run", "--detach", "--name", _site.Container, "--network", Network, "--runtime", runtime, .. options, Image, .. Site.Sleeper],
        [["docker", "rm", "--force", _site.Container]],
        [.. Run(runtime, options), .. Site.Looker],
        IsRecorded: true);

    private static string[] Run(string runtime, string[] options) =>
        ["docker", "run", "--rm", "--network", Network, "--runtime", runtime, .. options, Image];

    private JsonObject Runtimes() => new()
    {
        [Recorded] = new JsonObject { ["path"] = _site.Recorder.Runc },
        [RecordedCoaster] = new JsonObject { ["path"] = _site.Recorder.Coaster },
        ["coaster"] = new JsonObject { ["path"] = _site.Runtime },
    };

    private string[] Words() =>
    [
        "dockerd", "--config-file", _site.In("docker.json"), "--host", "unix://" + Socket, "--data-root", _site.In("docker"),
        "--exec-root", _site.In("docker-exec"), "--pidfile", _site.In("docker.pid"), "--iptables=false", "--bridge=none",
    ];
}
