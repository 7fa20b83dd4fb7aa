using Coaster.GpuBench.Device;
using Coaster.GpuBench.Device.Inside;
using Coaster.GpuBench.Device.Outside;
using Coaster.GpuBench.Device.Report;
using Coaster.GpuBench.Measuring;

if (InsideProgram.Run(args) is { } measured)
    return measured;
if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

using var interruption = new Interruption();
try
{
    using var workspace = new Workspace("device");
    var machine = MachineFacts.Read();
    var gpu = GpuFacts.Read(options);
    Console.Error.WriteLine(options.Header(machine, gpu));
    var results = new Measurements(options, Site.Prepare(options, workspace), interruption.Token).Take();
    Console.Write(ResultTable.Of(results));
    ResultJson.Write(options, machine, gpu, results);
    return 0;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("device: interrupted; everything is cleaned up");
    return 130;
}
catch (IOException error)
{
    Console.Error.WriteLine("device: " + error.Message);
    return 1;
}
