using Coaster.GpuBench.FrontDoors.Doors;
using Coaster.GpuBench.FrontDoors.Setup;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Engines;

/// <summary>A folder for chroot(8): no engine at all, so that the command's own time is what it adds.</summary>
internal sealed class ChrootEngine(Site site) : IEngine
{
    private readonly string _root = site.CopyOfRoot("chroot-root");

    /// <inheritdoc/>
    public string Version => "chroot";

    /// <inheritdoc/>
    public IReadOnlyList<Door> Doors => [new Door("coaster inject (chroot)", null, Start, TargetMs: null)];

    private ContainerStart Start => new(
        Site.Gpus,
        [site.Coaster, "inject", "--root", _root, "--gpus", "all"],
        [Removal],
        ["sh", "-c", "\"$1\" inject --root \"$2\" --gpus all && chroot \"$2\" /bin/ls /dev && \"$1\" inject --root \"$2\" --remove", "sh", site.Coaster, _root],
        IsRecorded: false);

    private string[] Removal => [site.Coaster, "inject", "--root", _root, "--remove"];

    /// <inheritdoc/>
    public void Dispose() => Command.Try(Removal[0], Removal[1..]);
}
