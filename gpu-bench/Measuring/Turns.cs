using Coaster.Posix;

namespace Coaster.GpuBench.Measuring;

/// <summary>
/// Lets variants take turns, so that whatever else the machine does meets all of them alike. Their order is drawn anew for each round,
/// because the end of one container still costs the kernel something while the next one starts; for the same reason there is a rest between.
/// </summary>
/// <param name="warmUp">Rounds that are measured and forgotten: caches fill, and mount points appear in root folders.</param>
/// <param name="restMilliseconds">The rest before each turn.</param>
/// <param name="interrupted">Ends the measurement before the next turn.</param>
public sealed class Turns(int warmUp, int restMilliseconds, CancellationToken interrupted)
{
    private const int Seed = 1;

    /// <summary>Gives every variant its turn in every round.</summary>
    /// <param name="variants">What takes turns.</param>
    /// <param name="rounds">How many rounds count; the warm-up comes before them.</param>
    /// <param name="turn">One turn; it is told whether it counts.</param>
    /// <param name="onRound">Called after each round that counts, with its number from 1.</param>
    /// <exception cref="OperationCanceledException">The measurement was interrupted.</exception>
    public void Take<T>(IEnumerable<T> variants, int rounds, Action<T, bool> turn, Action<int>? onRound = null)
    {
        var random = new Random(Seed);
        var order = variants.ToArray();
        for (var round = 1 - warmUp; round <= rounds; round++)
        {
            random.Shuffle(order);
            foreach (var variant in order)
                Take(turn, variant, counts: round > 0);
            if (round > 0)
                onRound?.Invoke(round);
        }
    }

    /// <summary>The same where a turn is waited for.</summary>
    /// <param name="variants">What takes turns.</param>
    /// <param name="rounds">How many rounds count; the warm-up comes before them.</param>
    /// <param name="turn">One turn; it is told whether it counts.</param>
    /// <exception cref="OperationCanceledException">The measurement was interrupted.</exception>
    public async Task TakeAsync<T>(IEnumerable<T> variants, int rounds, Func<T, bool, Task> turn)
    {
        var random = new Random(Seed);
        var order = variants.ToArray();
        for (var round = 1 - warmUp; round <= rounds; round++)
        {
            random.Shuffle(order);
            foreach (var variant in order)
            {
                await Task.Delay(restMilliseconds, interrupted);
                await turn(variant, round > 0);
            }
        }
    }

    private void Take<T>(Action<T, bool> turn, T variant, bool counts)
    {
        interrupted.ThrowIfCancellationRequested();
        Pause.For(restMilliseconds);
        turn(variant, counts);
    }
}
