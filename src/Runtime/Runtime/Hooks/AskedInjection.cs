using Coaster.Contract;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Runtime.Creation;
using Coaster.Runtime.Gpus;
using Coaster.Settings;

namespace Coaster.Runtime.Hooks;

/// <summary>Books what a container asks for and puts it into the container, which is set up already.</summary>
internal sealed class AskedInjection(HostSettings settings, NodeLedger ledger)
{
    /// <summary>Gives GPUs, or a share of one.</summary>
    /// <exception cref="GpuModel.CoasterException">They cannot be had; nothing is booked.</exception>
    internal void Give(Ask.Devices ask, HookedContainer container)
    {
        var booking = new AskedBooking(settings, ledger);
        var entry = booking.Book(ask.Request, container.Spec, container.ToNew());
        try
        {
            Apply(BookedCreation.DevicesOf(entry), ask.Needs, container, withDevices: true, entry);
        }
        catch
        {
            booking.Free(entry.Id);
            throw;
        }
    }

    /// <summary>Gives the driver without a GPU.</summary>
    internal void GiveDriver(DriverNeeds needs, HookedContainer container)
    {
        new AskedBooking(settings, ledger).Check(container.Spec);
        Apply([], needs, container, withDevices: true);
    }

    /// <summary>Gives what the image needs of the driver to use GPUs that it was given already; what is mounted already stays.</summary>
    internal void Complete(LedgerEntry entry, DriverNeeds needs, HookedContainer container) =>
        Apply(BookedCreation.DevicesOf(entry), needs, container, withDevices: false);

    private void Apply(
        IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices, DriverNeeds needs, HookedContainer container, bool withDevices, LedgerEntry? share = null)
    {
        using var injector = new Injector(settings.DriverRoot);
        using var root = container.Init.OpenRoot();
        var edits = injector.EditsFor(devices, root, needs);
        var mounted = SpecMounts.Of(container.Spec).Select(mount => mount.Destination).ToHashSet(StringComparer.Ordinal);
        var added = edits with
        {
            DeviceNodes = withDevices ? edits.DeviceNodes : [],
            Mounts = [.. edits.Mounts.Where(mount => !mounted.Contains(mount.Destination))],
        };
        var quota = share is null ? ContainerEdits.None : LiveQuota.Give(settings, ledger, share, root, container.Init.Identity.Pid);
        container.Init.Apply(added.Then(quota), root, withRules: withDevices);
    }
}
