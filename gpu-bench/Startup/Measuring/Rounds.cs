using Coaster.Posix;

namespace Coaster.GpuBench.Startup.Measuring;

/// <summary>
/// Measures the variants in turns, so that whatever else the machine does meets all of them alike. Their order is drawn anew for each round,
/// because the end of one container still costs the kernel something while the next one starts; for the same reason there is a rest between.
/// </summary>
internal sealed class Rounds(Trial trial, IReadOnlyList<Variant> variants, CancellationToken interrupted)
{
    /// <summary>Rounds that are measured and forgotten: caches fill, and mount points appear in the root folder.</summary>
    internal const int WarmUp = 5;

    private const int Seed = 1;
    private const int RestMilliseconds = 30;

    /// <summary>The measured times of every verb.</summary>
    /// <exception cref="OperationCanceledException">The measurement was interrupted.</exception>
    internal IReadOnlyList<VerbTimes> Measure(int rounds) => [Measure(Verb.Create, rounds), Measure(Verb.Run, rounds)];

    private VerbTimes Measure(Verb verb, int rounds)
    {
        var times = new VerbTimes(verb);
        var random = new Random(Seed);
        var order = variants.ToArray();
        for (var round = -WarmUp; round < rounds; round++)
        {
            random.Shuffle(order);
            foreach (var variant in order)
                Add(times, variant, round);
        }

        return times;
    }

    private void Add(VerbTimes times, Variant variant, int round)
    {
        interrupted.ThrowIfCancellationRequested();
        Pause.For(RestMilliseconds);
        var took = trial.Time(variant, times.Verb);
        if (round >= 0)
            times.Add(variant.Kind, took);
    }
}
