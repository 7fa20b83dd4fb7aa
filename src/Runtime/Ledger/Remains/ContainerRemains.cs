using Coaster.Posix;
using Coaster.Quota;

namespace Coaster.Ledger.Remains;

/// <summary>What a container leaves on the machine, and the end of it.</summary>
internal sealed class ContainerRemains(StateFolders folders, Discards discards)
{
    /// <summary>The name of the folder within a container's, on which its writable root is mounted.</summary>
    internal const string MountedRoot = "rootfs";

    private static readonly TimeSpan KillBound = TimeSpan.FromSeconds(10);

    /// <summary>Whether the container may still be using what it booked.</summary>
    internal static bool IsInUse(LedgerEntry entry) =>
        entry.Starter.IsAlive() || entry.Engine.Lifetime() switch
        {
            Lifetime.Cgroup => entry.CgroupsPath is { } path && CgroupTree.Of(path).IsPopulated,
            Lifetime.UntilRemoved => true,
            _ => false,
        };

    /// <summary>
    /// Ends what is left of a container whose starter is gone, and removes it. Safe to repeat: each step does nothing where nothing is left.
    /// </summary>
    /// <returns>Whether nothing of it can use a GPU any more. When not, the booking has to stay.</returns>
    internal bool Clear(LedgerEntry entry)
    {
        if (entry.Engine.Lifetime() != Lifetime.Starter)
            return true;
        var cgroup = CgroupTree.Of(entry.CgroupsPath ?? CgroupsPathOf(entry.Id));
        if (!cgroup.Kill(KillBound))
            return false;
        cgroup.Remove();
        RemoveFolders(entry.Id);
        return true;
    }

    /// <summary>Takes away what holds a container to its share.</summary>
    internal void RemoveQuota(string id) => QuotaFolder.Of(folders.Root, id).Remove();

    /// <summary>Takes away what a container of that id has on the disk, when none runs.</summary>
    internal void RemoveFolders(string id)
    {
        RemoveQuota(id);
        var container = folders.Container(id);
        Mounts.Detach(Path.Combine(container, MountedRoot));
        discards.Take(container);
        discards.Take(Path.Combine(folders.Runtime, id));
    }

    /// <summary>The cgroup of a container that is started here.</summary>
    internal static string CgroupsPathOf(string id) => "/coaster/" + id;
}
