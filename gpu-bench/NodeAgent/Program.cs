using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.NodeAgent;
using Coaster.GpuBench.NodeAgent.Measuring;
using Coaster.GpuBench.NodeAgent.Report;
using Coaster.GpuBench.NodeAgent.Setup;
using Grpc.Core;

if (BenchOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchOptions.Usage);
    return 2;
}

using var interruption = new Interruption();
try
{
    using var kubelets = new KubeletFolder();
    using var workspace = new Workspace("agent");
    var machine = MachineFacts.Read();
    Console.Error.WriteLine(options.Header(machine));
    await using var node = await BenchNode.StartAsync(options, workspace, kubelets, interruption.Token);
    var results = await Measurement.RunAsync(node, options, interruption.Token);
    Console.Write(ResultTable.Of(results));
    ResultJson.Write(options.Output, machine, options, results);
    return 0;
}
catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
{
    Console.Error.WriteLine("agent: interrupted; everything is cleaned up");
    return 130;
}
catch (Exception error) when (error is IOException or RpcException)
{
    Console.Error.WriteLine("agent: " + error.Message);
    return 1;
}
