using Coaster.Contract;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Injection.Driver;
using Coaster.Ledger;
using Coaster.Ledger.Quotas;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Runtime.Hooks;
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
        using var injector = new Injector(entry.DriverRoot);
        using var root = RootDirectory.Open(file.RootOf(spec));
        var devices = DevicesOf(entry);
        Requirements.Check(spec.Env, settings.Requests, entry.Devices, [.. devices.Select(device => device.Gpu)]);
        var edits = injector.EditsFor(devices, root, CapabilitiesOf(spec, settings));
        Remember(entry, spec.CgroupsPath);
        var grant = quota.Give(entry, root);
        file.Write(spec, edits.Then(QuotaEdits(grant)));
        return grant.Notices;
    }

    /// <summary>What holds the container to its share, with the hook that tells the agent of it where that must be known from the start.</summary>
    internal static ContainerEdits QuotaEdits(QuotaGrant grant) =>
        grant.NeedsAgentAtStart ? grant.Edits with { Hooks = [OwnHooks.CreateRuntime(HookDoor.Runtime)] } : grant.Edits;

    /// <summary>The engine starts a stopped container again under its old id, when what it had may long be somebody else's.</summary>
    internal static CoasterException Unbooked(string id) => new(
        $"cannot start {id}",
        "the GPUs that were booked for it were given back when it stopped",
        "Start a new one with: coaster run");

    /// <summary>The parts of the driver that a container gets whose GPUs somebody else chose.</summary>
    internal static DriverNeeds CapabilitiesOf(BundleSpec spec, HostSettings settings) =>
        new(DriverCapabilityNames.FromEnv(spec.Env) & DriverCapabilityNames.Allowed(settings.Requests.DriverCapabilities));

    /// <summary>The booked devices.</summary>
    /// <exception cref="CoasterException">One of them has vanished since.</exception>
    internal static IReadOnlyList<(Gpu Gpu, MigDevice? Mig)> DevicesOf(LedgerEntry entry)
    {
        var devices = entry.BookedDevices().ToList();
        return devices.Count == entry.Container.Grants.Count
            ? devices
            : throw new CoasterException(
                $"cannot start {entry.Container.Container}",
                "a device that is booked for it is not there any more",
                "Start it again, so that it is booked anew");
    }

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
