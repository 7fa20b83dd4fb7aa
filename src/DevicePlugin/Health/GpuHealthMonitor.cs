using Coaster.GpuModel.Inventory;
using Coaster.Health.Book;
using Coaster.Health.Probing;
using Coaster.Health.Running;

namespace Coaster.Health;

/// <summary>
/// Keeps the health of the node's GPUs, both ways. It never waits for the driver, nor does anybody who asks it: what the driver is asked runs in threads
/// of its own, one for each GPU, one for the list and one for events.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>cause</term><description>health, and what ends it</description></listheader>
/// <item><term>XID 79</term><description>Lost, until looks after it were answered without a complaint for the quiet period</description></item>
/// <item><term>another XID that is the GPU's</term><description>Degraded, the same; a further one begins the quiet period anew</description></item>
/// <item><term>a program's XID, an unknown one</term><description>none: the observer is told</description></item>
/// <item><term>ECC errors, a row that waits or failed, a recovery that the driver asks for</term>
/// <description>Degraded, until the driver shows none (a reset clears the counters), and the quiet period</description></item>
/// <item><term>the GPU answers "lost" or "reset required", or is no longer listed</term>
/// <description>Lost, until it is listed and answers, and the quiet period</description></item>
/// <item><term>a look or the list takes too long</term><description>Stalled (what was wrong before stays so), until the GPU answers a look</description></item>
/// <item><term>no driver</term><description>Stalled, until the driver is opened anew and the GPU answers a look</description></item>
/// </list>
/// A driver before r570 tells no recovery action: there a GPU that answers without a complaint counts as recovered.
/// </remarks>
public sealed class GpuHealthMonitor
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Coaster.Health";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private readonly Func<Watcher> _make;
    private volatile Watcher? _watcher;

    /// <summary>Makes it for the driver below a root.</summary>
    /// <param name="driverRoot">Where the driver's files are, as <c>COASTER_DRIVER_ROOT</c> gives it.</param>
    /// <param name="policy">What counts.</param>
    /// <param name="observer">Who is told of changes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="known">GPUs that the caller knows already: they are in the book from the start, even when the driver never answers.</param>
    public GpuHealthMonitor(string driverRoot, HealthPolicy policy, IGpuHealthObserver observer, TimeProvider time, IReadOnlyList<Gpu> known)
        : this(() => new NvmlGpuProbe(driverRoot), policy, observer, time, known)
    {
    }

    internal GpuHealthMonitor(Func<IGpuProbe> probe, HealthPolicy policy, IGpuHealthObserver observer, TimeProvider time, IReadOnlyList<Gpu> known)
    {
        _make = () => new Watcher(probe(), policy, new Teller(observer), time, known);
    }

    /// <summary>How the GPUs are. Reading it costs nothing.</summary>
    public GpuHealthBook Book => _watcher?.Book ?? GpuHealthBook.Empty;

    /// <summary>Watches until it is cancelled, which ends it without an exception. It is run once.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var watcher = _watcher = _make();
        var telling = watcher.TellAsync();
        using var timer = new PeriodicTimer(Tick);
        try
        {
            do
                watcher.Step(Tick);
            while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
        }

        watcher.End();
        await telling.ConfigureAwait(false);
    }
}
