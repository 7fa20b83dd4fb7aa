namespace Coaster.Health.Running;

/// <summary>The thread for one GPU, and when it looks again.</summary>
/// <param name="uuid">The GPU.</param>
internal sealed class GpuLane(string uuid) : IDisposable
{
    private readonly Lane _lane = new("coaster-gpu");
    private TimeSpan _next;

    /// <summary>How long the driver has kept the look that goes on.</summary>
    public TimeSpan Waited => _lane.Waited;

    public bool Is(string gpu) => string.Equals(uuid, gpu, StringComparison.OrdinalIgnoreCase);

    public bool IsDue(TimeSpan now) => _lane.IsIdle && now >= _next;

    /// <summary>Looks at the next tick.</summary>
    public void Hurry() => _next = TimeSpan.Zero;

    public void Start(TimeSpan next, Action look)
    {
        _next = next;
        _lane.Start(look);
    }

    public void Pass(TimeSpan time) => _lane.Pass(time);

    public void Dispose() => _lane.Dispose();
}
