using Coaster.GpuBench.Extender;
using Coaster.GpuBench.Extender.Measuring;
using Coaster.GpuBench.Extender.Report;
using Coaster.GpuBench.Extender.Setup;
using Coaster.GpuBench.Measuring;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

using var interruption = new Interruption();
try
{
    using var workspace = new Workspace("extender");
    var machine = MachineFacts.Read();
    Console.Error.WriteLine(options.Header(machine));
    await using var cluster = await BenchCluster.StartAsync(options, workspace, interruption.Token);
    var results = await Measurement.RunAsync(cluster, options, interruption.Token);
    Console.Write(ResultTable.Of(results));
    ResultJson.Write(options.Output, machine, options, results);
    return 0;
}
catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
{
    Console.Error.WriteLine("extender: interrupted; everything is cleaned up");
    return 130;
}
catch (Exception error) when (error is IOException or HttpRequestException)
{
    Console.Error.WriteLine("extender: " + error.Message);
    return interruption.Token.IsCancellationRequested ? 130 : 1;
}
