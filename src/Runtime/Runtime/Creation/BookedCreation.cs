using Coaster.GpuModel;
using Coaster.Ledger;
using Coaster.Ledger.Quotas;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Settings;

namespace Coaster.Runtime.Creation;

/// <summary>A container whose GPUs were booked before its engine was told of it, as <c>coaster run</c> does.</summary>
internal sealed class BookedCreation(HostSettings settings, NodeLedger ledger, ShareQuota quota)
{
    /// <summary>Writes what was booked into the bundle.</summary>
    /// <returns>What the person who starts the container should know.</returns>
    /// <exception cref="CoasterException">It cannot be had any more.</exception>
    internal IReadOnlyList<string> Prepare(LedgerEntry entry, BundleFile file)
    {
        var spec = file.Read();
        var injection = new BundleInjection(settings, quota);
        using var root = RootDirectory.Open(file.RootOf(spec));
        var driver = injection.DriverEdits(entry, spec, root);
        Remember(entry, spec.CgroupsPath);
        return injection.Write(entry, driver, root, spec, file, ContainerEdits.None);
    }

    /// <summary>The engine starts a stopped container again under its old id, when what it had may long be somebody else's.</summary>
    internal static CoasterException Unbooked(string id) => new(
        $"cannot start {id}",
        "the GPUs that were booked for it were given back when it stopped",
        "Start a new one with: coaster run");

    /// <summary>
    /// An engine's container outlives the process that asked for it; its cgroup is then what tells that it is over. Until the low-level runtime
    /// has filled the cgroup, this process, which becomes that runtime, stands for the container.
    /// </summary>
    private void Remember(LedgerEntry entry, string? cgroupsPath)
    {
        if (entry.Engine.Lifetime() != Lifetime.Cgroup)
            return;
        if (cgroupsPath is null)
            throw new CoasterException(
                $"cannot start {entry.Container.Container}",
                "its engine names no cgroup, and nothing would tell when it is over",
                "Let the engine manage cgroups: it writes linux.cgroupsPath into config.json");
        using var transaction = ledger.Begin();
        // Whoever asked for it may have died since, and somebody else may have been given what it had.
        if (transaction.Entries.All(held => held.Id != entry.Id))
            throw Unbooked(entry.Id);
        transaction.Put(entry with { CgroupsPath = cgroupsPath, Starter = ProcessIdentity.Current });
    }
}
