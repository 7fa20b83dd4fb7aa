using Coaster.Cdi;
using Coaster.Contract;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Ledger;
using Coaster.Ledger.Quotas;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Runtime.Gpus;
using Coaster.Runtime.Hooks;
using Coaster.Settings;

namespace Coaster.Runtime.Creation;

/// <summary>A container that asks for GPUs itself: by annotation, by env, by mounts, or by the names of CDI devices.</summary>
internal sealed class AskedCreation(HostSettings settings, NodeLedger ledger, ShareQuota quota)
{
    /// <summary>Books what is asked for, and writes it into the bundle.</summary>
    /// <returns>What the person who starts the container should know.</returns>
    /// <exception cref="CoasterException">It cannot be had; nothing is booked, and the bundle is as it was.</exception>
    internal IReadOnlyList<string> Prepare(Ask ask, BundleSpec spec, BundleFile file, ContainerFacts container)
    {
        switch (ask)
        {
            case Ask.Devices devices:
                return Book(devices, spec, file, container);
            case Ask.DriverOnly driver:
                new AskedBooking(settings, ledger).Check(spec);
                file.Write(spec, Edits([], driver.Needs, spec, file));
                break;
            case Ask.CdiDevices devices:
                file.Write(spec, FromSpecifications(devices.Names));
                break;
        }

        return [];
    }

    private IReadOnlyList<string> Book(Ask.Devices ask, BundleSpec spec, BundleFile file, ContainerFacts container)
    {
        var booking = new AskedBooking(settings, ledger);
        var entry = booking.Book(ask.Request, spec, container.ToNew(Cgroup(spec, container.Id)));
        try
        {
            var edits = Edits(BookedCreation.DevicesOf(entry), ask.Needs, spec, file);
            var grant = Quota(entry, spec, file);
            file.Write(spec, edits.Then(BookedCreation.QuotaEdits(grant)).Then(ContainerEdits.None with { Hooks = [OwnHooks.Poststop(HookDoor.Runtime)] }));
            return grant.Notices;
        }
        catch
        {
            booking.Free(entry.Id);
            throw;
        }
    }

    private QuotaGrant Quota(LedgerEntry entry, BundleSpec spec, BundleFile file)
    {
        using var root = RootDirectory.Open(file.RootOf(spec));
        return quota.Give(entry, root);
    }

    private ContainerEdits Edits(IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices, DriverNeeds needs, BundleSpec spec, BundleFile file)
    {
        using var injector = new Injector(settings.DriverRoot);
        using var root = RootDirectory.Open(file.RootOf(spec));
        return injector.EditsFor(devices, root, needs);
    }

    /// <summary>A file of ours has hooks that book; for one of somebody else's they are added, so that its GPUs are booked as well.</summary>
    private ContainerEdits FromSpecifications(IReadOnlyList<string> names)
    {
        var edits = CdiRegistry.Load(settings.CdiFolders).Resolve(names);
        return edits.Hooks.Any(OwnHooks.IsOwn)
            ? edits
            : edits.Then(ContainerEdits.None with { Hooks = [OwnHooks.CreateRuntime(HookDoor.Book), OwnHooks.Poststop(HookDoor.Book)] });
    }

    /// <summary>The cgroup tells when the container is over: where the engine names none, it gets one of ours.</summary>
    private static string Cgroup(BundleSpec spec, string id)
    {
        if (spec.CgroupsPath is { Length: > 0 } named)
            return named;
        spec.SetCgroupsPath(NodeLedger.CgroupsPathOf(id));
        return NodeLedger.CgroupsPathOf(id);
    }
}
