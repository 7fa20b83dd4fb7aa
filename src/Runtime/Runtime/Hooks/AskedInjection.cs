using Coaster.Contract;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Runtime.Creation;
using Coaster.Runtime.Gpus;
using Coaster.Settings;

namespace Coaster.Runtime.Hooks;

/// <summary>Books what a container asks for and puts it into the container, which is set up already.</summary>
internal sealed class AskedInjection(HostSettings settings, NodeLedger ledger)
{
    /// <summary>Gives what is asked for; CDI devices are for whoever set the container up.</summary>
    /// <exception cref="GpuModel.CoasterException">It cannot be had; nothing is booked.</exception>
    internal void Serve(Ask ask, HookedContainer container)
    {
        switch (ask)
        {
            case Ask.Devices devices:
                Give(devices, container);
                break;
            case Ask.DriverOnly driver:
                new AskedBooking(settings, ledger).Check(container.Spec);
                Apply([], driver.Needs, container);
                break;
        }
    }

    private void Give(Ask.Devices ask, HookedContainer container)
    {
        var booking = new AskedBooking(settings, ledger);
        var entry = booking.Book(ask.Request, container.Spec, container.ToNew());
        try
        {
            Apply(BundleInjection.DevicesOf(entry), ask.Needs, container, entry);
        }
        catch
        {
            booking.Free(entry.Id);
            throw;
        }
    }

    /// <summary>Gives what the image needs of the driver to use GPUs that it was given already; what is mounted already stays.</summary>
    internal void Complete(LedgerEntry entry, DriverNeeds needs, HookedContainer container)
    {
        using var root = container.Init.OpenRoot();
        var mounted = Mounted(container);
        if (!GivenLibraries.Suffice(mounted, root, settings.DriverRoot, needs))
            Apply(BundleInjection.DevicesOf(entry), needs, container, root, mounted, withDevices: false);
    }

    private static HashSet<string> Mounted(HookedContainer container)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mount in SpecMounts.Of(container.Spec))
            places.Add(mount.Destination);
        return places;
    }

    private void Apply(IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices, DriverNeeds needs, HookedContainer container, LedgerEntry? share = null)
    {
        using var root = container.Init.OpenRoot();
        Apply(devices, needs, container, root, Mounted(container), withDevices: true, share);
    }

    private void Apply(
        IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices,
        DriverNeeds needs,
        HookedContainer container,
        RootDirectory root,
        HashSet<string> mounted,
        bool withDevices,
        LedgerEntry? share = null)
    {
        using var injector = new Injector(settings.DriverRoot);
        var edits = injector.EditsFor(devices, root, needs);
        var added = edits with
        {
            DeviceNodes = withDevices ? edits.DeviceNodes : [],
            Mounts = [.. edits.Mounts.Where(mount => !mounted.Contains(mount.Destination))],
        };
        var quota = share is null ? ContainerEdits.None : LiveQuota.Give(settings, ledger, share, root, container.Init.Identity.Pid);
        container.Init.Apply(added.Then(quota), root, withRules: withDevices);
    }
}
