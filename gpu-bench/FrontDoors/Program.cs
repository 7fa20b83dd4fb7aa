using Coaster.GpuBench.FrontDoors;
using Coaster.GpuBench.Measuring;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

using var interruption = new Interruption();
try
{
    return await new Benchmark(options, interruption.Token).RunAsync() ? 0 : 1;
}
catch (Exception error) when (interruption.Token.IsCancellationRequested && error is IOException or OperationCanceledException)
{
    Console.Error.WriteLine("frontdoors: interrupted; everything is cleaned up");
    return 130;
}
catch (IOException error)
{
    Console.Error.WriteLine("frontdoors: " + error.Message);
    return 1;
}
