using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.Startup;
using Coaster.GpuBench.Startup.Measuring;
using Coaster.GpuBench.Startup.Report;
using Coaster.GpuBench.Startup.Setup;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

using var interruption = new Interruption();
try
{
    using var workspace = new Workspace("startup");
    using var trial = new Trial(workspace.In("runc"), workspace.In("log.json"));
    var machine = MachineFacts.Read();
    Console.Error.WriteLine(options.Header(machine, workspace));
    var variants = Variants.Prepare(workspace, options.Runtime, trial);
    var results = new Rounds(trial, variants, interruption.Token).Measure(options.Rounds);
    Console.Write(ResultTable.Of(results));
    ResultJson.Write(options.Output, machine, options.Rounds, results);
    return 0;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("startup: interrupted; everything is cleaned up");
    return 130;
}
catch (IOException error)
{
    Console.Error.WriteLine("startup: " + error.Message);
    return 1;
}
