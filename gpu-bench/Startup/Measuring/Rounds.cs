using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Startup.Measuring;

/// <summary>Measures the variants in turns, verb after verb.</summary>
internal sealed class Rounds(Trial trial, IReadOnlyList<Variant> variants, CancellationToken interrupted)
{
    /// <summary>Rounds that are measured and forgotten.</summary>
    internal const int WarmUp = 5;

    private const int RestMilliseconds = 30;
    private readonly Turns _turns = new(WarmUp, RestMilliseconds, interrupted);

    /// <summary>The measured times of every verb.</summary>
    /// <exception cref="OperationCanceledException">The measurement was interrupted.</exception>
    internal IReadOnlyList<VerbTimes> Measure(int rounds) => [Measure(Verb.Create, rounds), Measure(Verb.Run, rounds)];

    private VerbTimes Measure(Verb verb, int rounds)
    {
        var times = new VerbTimes(verb);
        _turns.Take(variants, rounds, (variant, counts) =>
        {
            var took = trial.Time(variant, verb);
            if (counts)
                times.Add(variant.Kind, took);
        });
        return times;
    }
}
