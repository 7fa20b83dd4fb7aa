using Coaster.NvmlInterop.Inventory;
using Coaster.NvmlInterop.Library;
using Coaster.Settings;

namespace Coaster.Cli.Gpus;

/// <summary>Looks at the GPUs; keeps the driver open between two looks, because opening it may have to wake the GPUs.</summary>
internal sealed class GpuSource(HostSettings settings, bool withDetails, bool withTiers) : IDisposable
{
    /// <summary>Longer than a driver needs that has to wake eight GPUs without persistence mode.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private NvmlSession? _session;

    public async Task<GpuSnapshot> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(Read, cancellation).WaitAsync(Limit, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return GpuSnapshot.Absent($"the driver did not answer within {Limit.TotalSeconds:0} s");
        }
    }

    public void Dispose() => _session?.Dispose();

    private GpuSnapshot Read()
    {
        switch (_session is null ? NvmlLibrary.TryOpen(settings.DriverRoot) : new NvmlOpening.Opened(_session))
        {
            case NvmlOpening.Unavailable absent:
                return GpuSnapshot.Absent(absent.Reason);
            case NvmlOpening.Opened opened:
                _session = opened.Session;
                return Read(_session);
            default:
                throw new InvalidOperationException("an opening is one of two");
        }
    }

    private GpuSnapshot Read(NvmlSession session) => NvmlInventory.Read(session, settings.DriverRoot) switch
    {
        InventoryResult.Available found => Details(session, new GpuSnapshot(found.Inventory, found.Readings, null)),
        InventoryResult.Unavailable absent => GpuSnapshot.Absent(absent.Reason),
        _ => throw new InvalidOperationException("a result is one of two"),
    };

    private GpuSnapshot Details(NvmlSession session, GpuSnapshot snapshot)
    {
        var told = withTiers ? snapshot with { Tiers = OfferedTiers.On(settings, snapshot.Inventory!) } : snapshot;
        return withDetails
            ? told with { Processes = [.. ProcessReader.Read(session).Select(NamedProcess.Of)], Topology = TopologyReader.Read(session) }
            : told;
    }
}
