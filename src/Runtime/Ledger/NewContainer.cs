using Coaster.Posix;

namespace Coaster.Ledger;

/// <summary>A container that is about to be started.</summary>
/// <param name="Id">The OCI container id.</param>
/// <param name="Name">The name that people call it by.</param>
/// <param name="Engine">Who will keep it alive.</param>
/// <param name="Command">What it will run.</param>
public sealed record NewContainer(string Id, string Name, ContainerEngine Engine, IReadOnlyList<string> Command)
{
    /// <summary>Who stands for the container until its cgroup is filled; this process unless somebody else is named.</summary>
    public ProcessIdentity Starter { get; init; } = ProcessIdentity.Current;

    /// <summary>
    /// Whether the low-level runtime has made it already: what is booked under its id is then of an earlier life of it, also when its cgroup,
    /// which is the same one, is not empty.
    /// </summary>
    public bool IsMade { get; init; }

    /// <summary>Its cgroup, when that is known already.</summary>
    public string? CgroupsPath { get; init; }
}
