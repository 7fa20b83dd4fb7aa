using Coaster.Cdi.Writing;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection;
using Coaster.Ledger;
using Coaster.Ledger.Cluster;
using Coaster.Oci;
using Coaster.Placement.State;

namespace Coaster.Cli.Cdi;

/// <summary>Makes specifications of the machine's GPUs while the ledger stands still, so that what is written was true at that moment.</summary>
internal static class CdiGeneration
{
    /// <summary>Publishes them.</summary>
    /// <exception cref="CoasterException">The driver, the ledger or a folder cannot be used, or NVIDIA's kind was asked for by name and is taken.</exception>
    internal static Publication Publish(CdiRequest request, NodeInventory node, bool replaceNvidia)
    {
        var publisher = new GpuSpecPublisher(request.Folders);
        var done = Offer(request, node, offer => publisher.Publish(offer, request.Kinds, replaceNvidia));
        return request.IsByName && done.KeptOff.Count > 0 ? throw Taken(done) : done;
    }

    /// <summary>The text of one kind.</summary>
    /// <exception cref="CoasterException">The driver or the ledger cannot be used, or there is nothing to offer.</exception>
    internal static ReadOnlyMemory<byte> Text(CdiRequest request, NodeInventory node, string kind) => Offer(request, node, offer => offer.Devices.Count > 0
        ? offer.Text(kind)
        : throw new CoasterException("no CDI specification", "no GPU is free for unlimited use", "See who holds them: coaster ps"));

    private static T Offer<T>(CdiRequest request, NodeInventory node, Func<GpuOffer, T> use)
    {
        using var transaction = new NodeLedger(request.Settings).Begin();
        using var injector = new Injector(request.Settings.DriverRoot);
        var own = ClusterOwnership.TryRead(request.Settings) is { } cluster ? cluster.LocalOf(node) : node;
        var devices = OpenDevices.Of(NodeState.Of(own, transaction.Bookings));
        var edits = injector.PortableEdits(devices, new DriverNeeds(request.Capabilities));
        return use(new GpuOffer(devices, edits, OwnHook.OfProcess(request.Runtime)));
    }

    private static CoasterException Taken(Publication done) => new(
        $"cannot write {GpuKind.Nvidia}", $"{string.Join(", ", done.KeptOff)} is there", CdiReport.TakeOver);
}
