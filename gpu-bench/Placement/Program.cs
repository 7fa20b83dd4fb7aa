using System.Globalization;
using Coaster.GpuBench.Placement;
using Coaster.GpuBench.Placement.Replay;
using Coaster.GpuBench.Placement.Report;
using Coaster.GpuBench.Placement.Trace;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

try
{
    var replayed = new Replayer(OpenbTrace.Read(options.Nodes, options.Pods, options.Order), options.Policy).Run();
    if (options.Csv.Length > 0)
        CurveFile.Write(options.Csv, replayed);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{options.Policy} allocated@100 {replayed.Allocated.At(100):0.00} frag@100 {replayed.Fragmented.At(100):0.00} decisions/s {replayed.DecisionsPerSecond:0}"));
    return 0;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine("placement: " + error.Message);
    return 1;
}
