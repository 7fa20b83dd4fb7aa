namespace Coaster.Agent.Running;

/// <summary>
/// Gives back what a burst of work left: an agent mostly waits, and the collector by itself gives nothing back to those whose containers run here while
/// nothing is allocated. It takes some milliseconds, and only where enough was allocated since.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class MemoryKeeping(TimeProvider time)
{
    private const long Worth = 1 << 20;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private long _known;

    /// <summary>Looks every now and then until it is told to end.</summary>
    internal async Task RunAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(Period, time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ending.IsCancellationRequested)
                Step(GC.GetTotalAllocatedBytes());
        }
    }

    /// <summary>Gives back where it is worth it; whether it did.</summary>
    /// <param name="allocated">How many bytes were allocated since the start.</param>
    internal bool Step(long allocated)
    {
        if (allocated - _known < Worth)
            return false;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _known = allocated;
        return true;
    }
}
