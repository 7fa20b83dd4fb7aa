using Coaster.Enforcement.Loop;
using Coaster.GpuModel;

namespace Coaster.Agent.Running;

/// <summary>Steps ten times a second while there is a share, and looks once a second, or when somebody asks something, while there is none.</summary>
/// <param name="enforcer">What steps.</param>
/// <param name="measuring">Who measures contexts.</param>
/// <param name="chores">What else is done after each step.</param>
/// <param name="time">The clock.</param>
internal sealed class AgentLoop(Enforcer enforcer, ContextMeasuring measuring, IReadOnlyList<Action> chores, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan IdlePeriod = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _wake = new(0, 1);
    private string? _lastFailure;

    /// <summary>Has the next step begin now, where there is no share yet.</summary>
    internal void Wake()
    {
        if (enforcer.Count > 0)
            return;
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    /// <summary>One step, whatever comes of it: quotas hold without us, but not if we are gone for good.</summary>
    internal void Step()
    {
        try
        {
            enforcer.Step();
            foreach (var chore in chores)
                chore();
            _ = measuring.Begin(enforcer.OpenGpus);
        }
        catch (Exception error)
        {
            var line = CoasterException.Unexpected("a step of the agent failed", error).Line;
            if (line != _lastFailure)
                Console.Error.WriteLine(_lastFailure = line);
        }
    }

    /// <summary>Steps until it is told to end, or until there has been no share for that long.</summary>
    /// <param name="patience">How long, or null for ever.</param>
    /// <param name="ending">Ends it.</param>
    internal async Task RunAsync(TimeSpan? patience, CancellationToken ending)
    {
        var lastShare = time.GetTimestamp();
        while (!ending.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            Step();
            if (enforcer.Count > 0)
                lastShare = began;
            else if (patience is { } bound && time.GetElapsedTime(lastShare) >= bound)
                return;
            await RestAsync(began, ending).ConfigureAwait(false);
        }
    }

    public void Dispose() => _wake.Dispose();

    private async Task RestAsync(long began, CancellationToken ending)
    {
        var left = (enforcer.Count > 0 ? Period : IdlePeriod) - time.GetElapsedTime(began);
        try
        {
            if (left > TimeSpan.Zero)
                await _wake.WaitAsync(left, ending).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The loop sees it.
        }
    }
}
