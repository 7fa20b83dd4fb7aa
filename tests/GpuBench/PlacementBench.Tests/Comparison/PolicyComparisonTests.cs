using Coaster.GpuBench.Placement.Comparison;

namespace Coaster.PlacementBench.Tests.Comparison;

public sealed class PolicyComparisonTests
{
    private const double SamePoints = 0.05;
    private const double MayBeBelow = 0.3;
    private static readonly string[] OfThePaper = ["fgd", "bestfit", "packing", "clustering", "dotprod"];

    /// <summary>One seed: the benchmark's results have them all.</summary>
    [OpenbTheory]
    [InlineData("default")]
    [InlineData("cpu250")]
    [InlineData("gpushare40")]
    [InlineData("gpuspec33")]
    [InlineData("multigpu50")]
    public void Run_PolicyOfThePaper_AllocatesWhatIsPublishedAtEveryPercent(string trace)
    {
        var runs = Run([42], OfThePaper, trace).Select(compared => (compared.Policy, compared.Furthest));
        Assert.All(runs, run => Assert.True(run.Furthest <= SamePoints, $"{run.Policy} is {run.Furthest:0.000} points from what is published"));
    }

    [OpenbTheory]
    [InlineData("default", 95.7)]
    [InlineData("cpu250", 94.5)]
    [InlineData("gpushare40", 94.2)]
    [InlineData("gpuspec33", 94.5)]
    [InlineData("multigpu50", 97.1)]
    public void Run_DefaultPolicy_AllocatesMoreThanAnyThatIsPublished(string trace, double least)
    {
        var ours = Assert.Single(Run([42, 43, 44, 45, 46], ["fragmentation"], trace));
        Assert.True(ours.Allocated(100) >= least, $"{ours.Allocated(100):0.00} % are allocated");
        var published = new PublishedCurves(new TraceFolder(OpenbFolder.Path).Published("allo.csv"));
        var gradient = Enumerable.Range(42, 5).Average(seed => published.Of(trace, "fgd", seed)[90]);
        Assert.True(ours.Allocated(90) >= gradient - MayBeBelow, $"{ours.Allocated(90):0.00} % are allocated at 90 %, and {gradient:0.00} % by the paper's policy");
    }

    private static IEnumerable<ComparedPolicy> Run(int[] seeds, string[] policies, string trace) =>
        new PolicyComparison(new ComparisonOptions(OpenbFolder.Path, policies, seeds, 0, "", ""), TextWriter.Null).Run([trace]);
}
