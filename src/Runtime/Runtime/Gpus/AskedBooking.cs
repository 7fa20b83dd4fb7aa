using Coaster.Contract;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Ledger;
using Coaster.Oci;
using Coaster.Settings;

namespace Coaster.Runtime.Gpus;

/// <summary>Books what a container asks for itself, or was given by its engine, when nobody has booked it before.</summary>
internal sealed class AskedBooking(HostSettings settings, NodeLedger ledger)
{
    private readonly NodeGpus _gpus = new(settings);

    /// <summary>Books what is asked for.</summary>
    /// <exception cref="CoasterException">It does not fit, or the container's image needs another driver; nothing is booked.</exception>
    internal LedgerEntry Book(GpuRequest request, BundleSpec spec, NewContainer container)
    {
        var node = _gpus.ReadFor(request);
        var entry = new Bookkeeper(ledger, TimeProvider.System).Book(request, node, settings.DriverRoot, container);
        try
        {
            Requirements.Check(spec.Env, settings.Requests, node, [.. entry.BookedDevices().Select(device => device.Gpu)]);
            return entry;
        }
        catch
        {
            Free(entry.Id);
            throw;
        }
    }

    /// <summary>Holds what the image needs against the driver, for a container that gets no GPU.</summary>
    /// <exception cref="CoasterException">It needs another driver.</exception>
    internal void Check(BundleSpec spec) => Requirements.Check(spec.Env, settings.Requests, _gpus.Read(), []);

    /// <summary>Books the GPUs whose device nodes the container has; null when it has none.</summary>
    /// <exception cref="CoasterException">One of them is held by somebody who does not share it like that.</exception>
    internal LedgerEntry? BookGiven(BundleSpec spec, NewContainer container)
    {
        var nodes = SpecDevices.Of(spec);
        if (!nodes.Any(node => node.Path.StartsWith("/dev/nvidia", StringComparison.Ordinal)))
            return null;
        var given = Injection.GivenGpus.In(nodes, _gpus.Read(), settings.DriverRoot);
        return given.Count == 0 ? null : Book(Named(given), spec, container);
    }

    /// <summary>Gives back what the container of that id holds.</summary>
    internal void Free(string id)
    {
        using var transaction = ledger.Begin();
        transaction.Release(id);
    }

    private static OpenRequest Named(IEnumerable<(Gpu Gpu, MigDevice? Mig)> devices) =>
        new(new GpuFilter([], [.. devices.Select(device => new DeviceName(device.Mig?.Uuid ?? device.Gpu.Uuid))]), null);
}
