namespace Coaster.Kubelet.Serving;

/// <summary>Whether kubelet listens: from the begin of its first stream to the end of its last.</summary>
internal sealed class StreamTrace
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;

    public Task Begun => _begun.Task;

    public Task Ended => _ended.Task;

    public void Begin()
    {
        Interlocked.Increment(ref _open);
        _begun.TrySetResult();
    }

    public void End()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _ended.TrySetResult();
    }
}
