using Coaster.Enforcement.Processes;
using Coaster.Ledger.Remains;

namespace Coaster.Enforcement.Acting;

/// <summary>The same by the machine's cgroups.</summary>
public sealed class CgroupActions : ICgroupActions
{
    private static readonly TimeSpan FreezeBound = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    public bool Freeze(ContainerPlace place) => CgroupTree.Of(place.CgroupPath).Freeze(FreezeBound);

    /// <inheritdoc/>
    public bool Kill(ContainerPlace place) => CgroupTree.Of(place.CgroupPath).KillAtOnce() > 0;
}
