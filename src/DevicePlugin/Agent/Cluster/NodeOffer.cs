using System.Threading.Channels;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Health.Book;
using Coaster.Kubelet;
using Coaster.PodBookings;
using Coaster.Publishing.Cordoning;
using Coaster.Publishing.Node;
using Coaster.Slicing.Advertising;

namespace Coaster.Agent.Cluster;

/// <summary>What the node offers: its GPUs, less those that are ill, cordoned or drained, to kubelet as devices and to the scheduler as the inventory.</summary>
internal sealed class NodeOffer(
    Func<NodeInventory?> gpus, Func<GpuHealthBook> health, CordonedGpus cordoned, NodeModes modes, MemoryUnit unit, AgentLog log, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private readonly Channel<bool> _changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>The node's GPUs as they are offered; null before the driver has ever answered.</summary>
    internal NodeInventory? Current => gpus() is { } known
        ? known with { MemoryUnit = unit, Gpus = [.. known.Gpus.Select(Offered)] }
        : null;

    /// <summary>Something that it depends on is different.</summary>
    internal void Changed() => _changes.Writer.TryWrite(true);

    /// <summary>Tells everybody whenever something is different, until it is told to end.</summary>
    internal async Task RunAsync(DevicePluginHost plugin, NodePublisher publisher, PodBookingStore bookings, CancellationToken ending)
    {
        while (await _changes.Reader.WaitToReadAsync(ending).ConfigureAwait(false))
        {
            _changes.Reader.TryRead(out _);
            Tell(plugin, publisher, bookings);
            if (modes.IsWaiting)
                _ = LookAgainAsync(ending);
        }
    }

    /// <summary>Who uses a GPU outside the cluster tells nobody of its end.</summary>
    private async Task LookAgainAsync(CancellationToken ending)
    {
        await Task.Delay(LookAgain, time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Changed();
    }

    private void Tell(DevicePluginHost plugin, NodePublisher publisher, PodBookingStore bookings)
    {
        try
        {
            if (gpus() is { } known)
            {
                cordoned.Take(known);
                modes.Reconcile(known);
            }

            if (Current is not { } offered)
                return;
            bookings.Recheck();
            plugin.Publish(DeviceSlicer.Slice(offered, unit, gpu => gpu.Mode));
            publisher.Publish(offered);
        }
        catch (Exception error) when (error is CoasterException or IOException or UnauthorizedAccessException)
        {
            log.Once(error is CoasterException known ? known.Line : error.Message);
        }
    }

    private Gpu Offered(Gpu gpu)
    {
        var word = health().Find(gpu.Uuid)?.Health ?? GpuHealth.Healthy;
        var worse = word > gpu.Health ? word : gpu.Health;
        var isClosed = cordoned.IsCordoned(gpu) || modes.IsDraining(gpu);
        return gpu with { Mode = modes.ModeOf(gpu), Health = worse == GpuHealth.Healthy && isClosed ? GpuHealth.Degraded : worse };
    }
}
