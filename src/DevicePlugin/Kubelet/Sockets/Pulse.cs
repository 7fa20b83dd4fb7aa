namespace Coaster.Kubelet.Sockets;

/// <summary>Wakes everybody who waits. Take <see cref="Next"/> before looking at what may have changed, and no change is missed.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = New();

    public Task Next => Volatile.Read(ref _next).Task;

    public void Beat() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
