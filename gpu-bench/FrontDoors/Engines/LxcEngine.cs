using Coaster.GpuBench.FrontDoors.Doors;
using Coaster.GpuBench.FrontDoors.Setup;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Engines;

/// <summary>LXC, which has no daemon and no runtime to call: its own program is timed, from its start to the container's end.</summary>
internal sealed class LxcEngine : IEngine
{
    private static readonly string[] Hooks = ["mount", "start-host", "post-stop"];

    private readonly Site _site;
    private readonly string _root;

    internal LxcEngine(Site site)
    {
        (_site, _root) = (site, site.CopyOfRoot("lxc-root"));
        site.Folder("lxc");
        File.WriteAllText(Plain, Config([]));
        File.WriteAllText(WithGpus, Config(["lxc.environment = NVIDIA_VISIBLE_DEVICES=all", .. Hooks.Select(hook => $"lxc.hook.{hook} = {site.LxcHook}")]));
    }

    /// <inheritdoc/>
    public string Version => "LXC " + Command.Run("lxc-execute", "--version").Trim();

    /// <inheritdoc/>
    public IReadOnlyList<Door> Doors => [new Door("lxc-execute (hooks)", Start(0, Plain), Start(Site.Gpus, WithGpus), TargetMs: null)];

    private string Plain => _site.In("lxc-plain.conf");

    private string WithGpus => _site.In("lxc-gpus.conf");

    /// <inheritdoc/>
    public void Dispose() => Command.Try("lxc-stop", "--lxcpath", _site.In("lxc"), "--name", _site.Container, "--kill");

    private ContainerStart Start(int gpus, string config) => new(gpus, Run(config, "/bin/true"), [], Run(config, Site.Looker), IsRecorded: false);

    private string[] Run(string config, params string[] program) =>
        ["lxc-execute", "--lxcpath", _site.In("lxc"), "--name", _site.Container, "--rcfile", config, "--", .. program];

    private string Config(string[] more) => string.Join('\n',
    [
        $"lxc.rootfs.path = dir:{_root}", "lxc.net.0.type = none", "lxc.apparmor.profile = unconfined", "lxc.mount.auto = proc sys", "lxc.autodev = 1",
        .. more, "",
    ]);
}
