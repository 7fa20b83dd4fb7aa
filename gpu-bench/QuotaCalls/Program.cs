using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.QuotaCalls;
using Coaster.GpuBench.QuotaCalls.Report;
using Coaster.GpuBench.QuotaCalls.Setup;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

try
{
    using var workspace = new Workspace("quota");
    var machine = MachineFacts.Read();
    Console.Error.WriteLine(options.Header(machine));
    var gpu = new SimulatedGpu(workspace, options.Driver);
    var results = new OverheadProgram(workspace, options.Library).Measure(gpu, options.Rounds);
    Console.Write(ResultTable.Of(results));
    ResultJson.Write(options.Output, machine, options.Rounds, results);
    return 0;
}
catch (IOException error)
{
    Console.Error.WriteLine("quota: " + error.Message);
    return 1;
}
