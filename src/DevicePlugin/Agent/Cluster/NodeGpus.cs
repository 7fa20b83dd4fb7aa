using Coaster.GpuModel.Inventory;
using Coaster.NvmlInterop.Inventory;

namespace Coaster.Agent.Cluster;

/// <summary>
/// Reads the node's GPUs every few seconds, beside everything else: a driver that hangs holds up nobody. What its silence means is the health's to say.
/// </summary>
/// <param name="driverRoot">The driver.</param>
/// <param name="known">What was seen last.</param>
/// <param name="changed">Told when something is different.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeGpus(string driverRoot, KnownGpus known, Action changed, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private Task<InventoryResult>? _reading;
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The GPUs, or null before the driver has ever answered.</summary>
    internal NodeInventory? Current => known.Current;

    /// <summary>Has the next look begin at once, after the one that goes on now.</summary>
    internal void LookSoon() => Volatile.Read(ref _asked).TrySetResult();

    /// <summary>Looks until it is told to end.</summary>
    internal async Task RunAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            if (_asked.Task.IsCompleted)
                Interlocked.Exchange(ref _asked, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            if (await LookAsync(ending).ConfigureAwait(false))
                changed();
            await Task.WhenAny(_asked.Task, Task.Delay(Period, time, ending)).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A question that is still inside the driver is not asked a second time. Each opens the driver anew, which costs little while the health has it
    /// open, and keeps nothing of a driver that is gone.
    /// </summary>
    private async Task<bool> LookAsync(CancellationToken ending)
    {
        _reading ??= Task.Run(() => NvmlInventory.Read(driverRoot), CancellationToken.None);
        await Task.WhenAny(_reading, Task.Delay(Limit, time, ending)).ConfigureAwait(false);
        if (!_reading.IsCompleted)
            return false;
        var result = await _reading.ConfigureAwait(false);
        _reading = null;
        return result is InventoryResult.Available available && known.Take(available.Inventory);
    }
}
