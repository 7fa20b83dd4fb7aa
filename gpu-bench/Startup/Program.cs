using System.Runtime.InteropServices;
using Coaster.GpuBench.Startup;
using Coaster.GpuBench.Startup.Measuring;
using Coaster.GpuBench.Startup.Report;
using Coaster.GpuBench.Startup.Setup;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

using var interrupted = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
try
{
    using var workspace = new Workspace();
    using var trial = new Trial(workspace.StateOfRunc, workspace.Log);
    var facts = MachineFacts.Read(workspace.FileSystem);
    Console.Error.WriteLine(facts.Header(options));
    var variants = Variants.Prepare(workspace, options.Runtime, trial);
    var results = new Rounds(trial, variants, interrupted.Token).Measure(options.Rounds);
    Console.Write(ResultTable.Of(results));
    ResultJson.Write(options.Output, facts, options.Rounds, results);
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

void Interrupt(PosixSignalContext signal)
{
    signal.Cancel = true;
    interrupted.Cancel();
}
