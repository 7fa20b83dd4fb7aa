namespace Coaster.Scheduler.Binding;

/// <summary>How many bindings are on their way, or unknown.</summary>
internal sealed class BindsUnderWay
{
    private int _count;

    /// <summary>Whether none is.</summary>
    public bool IsNone => Volatile.Read(ref _count) == 0;

    /// <summary>One more, until <see cref="End"/>.</summary>
    public void Begin() => Interlocked.Increment(ref _count);

    /// <summary>One less.</summary>
    public void End() => Interlocked.Decrement(ref _count);
}
