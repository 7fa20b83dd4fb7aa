using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Injection.Driver;
using Coaster.Contract;
using Coaster.Ledger;
using Coaster.Ledger.Quotas;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Runtime.Hooks;
using Coaster.Settings;

namespace Coaster.Runtime.Creation;

/// <summary>Writes what is booked into a bundle: the driver and the devices, then what holds the container to its share.</summary>
internal sealed class BundleInjection(HostSettings settings, ShareQuota quota)
{
    /// <summary>Frees what is booked when the container is over; a hook, because an engine knows nothing of bookings.</summary>
    internal static ContainerEdits FreedAtTheEnd => ContainerEdits.None with { Hooks = [OwnHooks.At(HookStage.Poststop, HookDoor.Runtime)] };

    /// <summary>What the container gets of the driver, whose machine is the one that its image needs.</summary>
    /// <exception cref="CoasterException">A device has vanished, or the image needs another driver.</exception>
    internal ContainerEdits DriverEdits(LedgerEntry entry, BundleSpec spec, RootDirectory root)
    {
        var devices = DevicesOf(entry);
        Requirements.Check(spec.Env, settings.Requests, entry.Devices, [.. devices.Select(device => device.Gpu)]);
        return DriverEdits(entry.DriverRoot, devices, CapabilitiesOf(spec, settings), root);
    }

    /// <summary>The same for devices and parts of the driver that somebody else chose.</summary>
    internal static ContainerEdits DriverEdits(string driverRoot, IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices, DriverNeeds needs, RootDirectory root)
    {
        using var injector = new Injector(driverRoot);
        return injector.EditsFor(devices, root, needs);
    }

    /// <summary>Makes what holds the container to its share, and writes config.json.</summary>
    /// <param name="entry">Its booking, written already.</param>
    /// <param name="driver">What it gets of the driver.</param>
    /// <param name="root">Its root.</param>
    /// <param name="spec">Its config.json.</param>
    /// <param name="file">Where that is.</param>
    /// <param name="last">What comes behind everything else.</param>
    /// <returns>What the person who starts the container should know.</returns>
    internal IReadOnlyList<string> Write(LedgerEntry entry, ContainerEdits driver, RootDirectory root, BundleSpec spec, BundleFile file, ContainerEdits last)
    {
        var grant = quota.Give(entry, root);
        file.Write(spec, driver.Then(QuotaEdits(grant)).Then(last));
        return grant.Notices;
    }

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
                $"cannot start {entry.Name}",
                "a device that is booked for it is not there any more",
                "Start it again, so that it is booked anew");
    }

    /// <summary>The cgroup tells when the container is over: where the engine names none, it gets one of ours.</summary>
    internal static string CgroupOf(BundleSpec spec, string id)
    {
        if (spec.CgroupsPath is { Length: > 0 } named)
            return named;
        spec.SetCgroupsPath(NodeLedger.CgroupsPathOf(id));
        return NodeLedger.CgroupsPathOf(id);
    }

    /// <summary>What holds the container to its share, with the hook that tells the agent of it where that must be known from the start.</summary>
    private static ContainerEdits QuotaEdits(QuotaGrant grant) =>
        grant.NeedsAgentAtStart ? grant.Edits with { Hooks = [OwnHooks.At(HookStage.CreateRuntime, HookDoor.Runtime)] } : grant.Edits;
}
