using Coaster.KubeApi;

namespace Coaster.Publishing.Pacing;

/// <summary>
/// Writes to the API server when there is something to write, and never faster than the pace: neither a refusal nor another writer makes a busy
/// loop.
/// </summary>
/// <param name="pace">The waits between writes.</param>
/// <param name="next">What is to be written now; null for nothing.</param>
/// <param name="troubled">Told what was refused, and is tried again.</param>
/// <param name="time">The clock.</param>
internal sealed class PacedWriter(
    Pace pace, Func<Func<CancellationToken, Task>?> next, Action<KubernetesException> troubled, TimeProvider time)
{
    private readonly Signal _changed = new();

    /// <summary>Says that there may be something to write.</summary>
    public void Tell() => _changed.Tell();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            await _changed.WaitAsync(cancellationToken);
            while (next() is { } write)
            {
                await TryAsync(write, cancellationToken);
                await Task.Delay(pace.Next(), time, cancellationToken);
            }
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await write(cancellationToken);
        }
        catch (KubernetesException error)
        {
            troubled(error);
        }
    }
}
