using Coaster.Cdi;
using Coaster.Contract;
using Coaster.GpuModel;
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
                file.Write(spec, DriverOnly(driver.Needs, spec, file));
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
        var entry = booking.Book(ask.Request, spec, container.ToNew(BundleInjection.CgroupOf(spec, container.Id)));
        try
        {
            using var root = RootDirectory.Open(file.RootOf(spec));
            var driver = BundleInjection.DriverEdits(settings.DriverRoot, BundleInjection.DevicesOf(entry), ask.Needs, root);
            return new BundleInjection(settings, quota).Write(entry, driver, root, spec, file, BundleInjection.FreedAtTheEnd);
        }
        catch
        {
            booking.Free(entry.Id);
            throw;
        }
    }

    private ContainerEdits DriverOnly(DriverNeeds needs, BundleSpec spec, BundleFile file)
    {
        using var root = RootDirectory.Open(file.RootOf(spec));
        return BundleInjection.DriverEdits(settings.DriverRoot, [], needs, root);
    }

    /// <summary>A file of ours has hooks that book; for one of somebody else's they are added, so that its GPUs are booked as well.</summary>
    private ContainerEdits FromSpecifications(IReadOnlyList<string> names)
    {
        var edits = CdiRegistry.Load(settings.CdiFolders).Resolve(names);
        return edits.Hooks.Any(OwnHook.Is)
            ? edits
            : edits.Then(ContainerEdits.None with { Hooks = [OwnHooks.At(HookStage.CreateRuntime, HookDoor.Book), OwnHooks.At(HookStage.Poststop, HookDoor.Book)] });
    }
}
