using Coaster.GpuBench.Placement.Replay;

namespace Coaster.GpuBench.Placement.Comparison;

/// <summary>Replays every order of every trace under every policy, one after the other, as they are timed too.</summary>
internal sealed class PolicyComparison(ComparisonOptions options, TextWriter progress)
{
    private readonly TraceFolder _folder = new(options.Folder);
    private readonly PublishedCurves _allocated = new(new TraceFolder(options.Folder).Published("allo.csv"));
    private readonly PublishedCurves _fragmented = new(new TraceFolder(options.Folder).Published("frag.csv"));

    /// <exception cref="IOException">A file is missing, or not to be understood.</exception>
    internal IReadOnlyList<ComparedPolicy> Run() => Run(_folder.Traces());

    /// <summary>The same for some of the traces.</summary>
    /// <exception cref="IOException">A file is missing, or not to be understood.</exception>
    internal IReadOnlyList<ComparedPolicy> Run(IReadOnlyList<string> traces) =>
        [.. traces.SelectMany(trace => options.Policies.Select(policy => Compare(trace, policy)))];

    private ComparedPolicy Compare(string trace, string policy)
    {
        progress.WriteLine($"{trace}: {policy}");
        var seeds = options.Seeds.Count > 0 ? options.Seeds : _folder.SeedsOf(trace);
        return new ComparedPolicy(trace, policy, [.. seeds.SelectMany(seed => options.Shuffles == 0 ? [AsPublished(trace, policy, seed)] : Shuffled(trace, policy, seed))]);
    }

    private ComparedRun AsPublished(string trace, string policy, int seed) =>
        new(new Replayer(_folder.Read(trace, seed), policy).Run(), _allocated.Of(trace, policy, seed), _fragmented.Of(trace, policy, seed));

    /// <summary>Orders that nobody has published anything of, the same in every run.</summary>
    private IEnumerable<ComparedRun> Shuffled(string trace, string policy, int seed)
    {
        var read = _folder.Read(trace, seed);
        var random = new Random(seed);
        for (var number = 0; number < options.Shuffles; number++)
            yield return new ComparedRun(new Replayer(read.Shuffled(random), policy).Run(), [], []);
    }
}
