using Grpc.Core;

namespace Grpc.Wire;

/// <summary>When a call is given up, on either side of it.</summary>
internal sealed class CallDeadline : IDisposable
{
    internal static readonly Status Exceeded = new(StatusCode.DeadlineExceeded, "the deadline has passed");

    // Longer than a timer can be set; nobody waits so long.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    private readonly CancellationTokenSource _passed;
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="timeout">How long is waited, or null for ever.</param>
    internal CallDeadline(TimeSpan? timeout)
    {
        At = timeout is { } time && time <= Longest ? TimeProvider.System.GetUtcNow().UtcDateTime + time : DateTime.MaxValue;
        _passed = new CancellationTokenSource(Bounded(timeout));
        _passed.Token.Register(_told.SetResult);
    }

    /// <summary>In UTC.</summary>
    internal DateTime At { get; }

    internal CancellationToken Token => _passed.Token;

    internal bool HasPassed => _passed.IsCancellationRequested;

    /// <summary>Ends when the deadline passes.</summary>
    internal Task Passing => _told.Task;

    public void Dispose() => _passed.Dispose();

    private static TimeSpan Bounded(TimeSpan? timeout) => timeout switch
    {
        { } time when time > Longest => Timeout.InfiniteTimeSpan,
        { } time when time < TimeSpan.Zero => TimeSpan.Zero,
        _ => timeout ?? Timeout.InfiniteTimeSpan,
    };
}
