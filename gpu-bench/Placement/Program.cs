using System.Globalization;
using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.Placement;
using Coaster.GpuBench.Placement.Comparison;
using Coaster.GpuBench.Placement.Replay;
using Coaster.GpuBench.Placement.Report;
using Coaster.GpuBench.Placement.Trace;

try
{
    var isUnderstood = args.Contains(ComparisonOptions.Mark) ? Compare(ComparisonOptions.Parse(args)) : Replay(BenchOptions.Parse(args));
    if (!isUnderstood)
        Console.Error.WriteLine(BenchOptions.Usage);
    return isUnderstood ? 0 : 2;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine("placement: " + error.Message);
    return 1;
}

static bool Replay(BenchOptions? options)
{
    if (options is null)
        return false;
    var replayed = new Replayer(OpenbTrace.Read(options.Nodes, options.Pods, options.Order), options.Policy).Run();
    if (options.Csv.Length > 0)
        CurveFile.Write(options.Csv, replayed);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{options.Policy} allocated@100 {replayed.Allocated.At(100):0.00} frag@100 {replayed.Fragmented.At(100):0.00} decisions/s {replayed.DecisionsPerSecond:0}"));
    return true;
}

static bool Compare(ComparisonOptions? options)
{
    if (options is null)
        return false;
    var compared = new PolicyComparison(options, Console.Error).Run();
    Console.Write(ComparisonTable.Of(compared));
    if (options.Json.Length > 0)
        ComparisonJson.Write(options.Json, MachineFacts.Read(), compared);
    if (options.Plot.Length > 0)
        AllocationPlot.Write(options.Plot, compared);
    return true;
}
