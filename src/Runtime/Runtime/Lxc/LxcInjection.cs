using Coaster.Contract;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Ledger;
using Coaster.LiveRoot;
using Coaster.LiveRoot.Records;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Runtime.Creation;
using Coaster.Runtime.Gpus;
using Coaster.Runtime.Hooks;
using Coaster.Settings;

namespace Coaster.Runtime.Lxc;

/// <summary>Books for an LXC container and fills its root, from within its mount namespace.</summary>
internal sealed class LxcInjection(HostSettings settings, NodeLedger ledger)
{
    /// <summary>Gives GPUs, or a share of one.</summary>
    /// <exception cref="GpuModel.CoasterException">They cannot be had; nothing is booked.</exception>
    internal void Give(Ask.Devices ask, BundleSpec spec, LxcCall call)
    {
        var booking = new AskedBooking(settings, ledger);
        var container = new NewContainer(call.Id, call.Name, ContainerEngine.Lxc, []) { Starter = LxcInit.Find(), IsMade = true };
        var entry = booking.Book(ask.Request, spec, container);
        try
        {
            Apply(BundleInjection.DevicesOf(entry), ask.Needs, call, entry);
        }
        catch
        {
            booking.Free(entry.Id);
            throw;
        }
    }

    /// <summary>Gives the driver without a GPU.</summary>
    internal void GiveDriver(DriverNeeds needs, BundleSpec spec, LxcCall call)
    {
        new AskedBooking(settings, ledger).Check(spec);
        Apply([], needs, call);
    }

    private void Apply(IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices, DriverNeeds needs, LxcCall call, LedgerEntry? share = null)
    {
        using var injector = new Injector(settings.DriverRoot);
        using var root = RootDirectory.Open(call.Root);
        var driver = injector.EditsFor(devices, root, needs);
        var edits = share is null ? driver : driver.Then(LiveQuota.Give(settings, ledger, share, root, share.Starter.Pid));
        InjectionRecordFile.Write(ledger.Folders.Container(call.Id), InjectionRecord.Of(edits, root, call.Root));
        using var injection = RootInjection.Prepare(edits);
        injection.MakePlaces(root);
        injection.Mount();
    }
}
