using System.Diagnostics;
using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.NodeAgent.Setup;
using Grpc.Core;

namespace Coaster.GpuBench.NodeAgent.Measuring;

/// <summary>
/// Kubelet ends, is away for some seconds, in which the agent tries in vain, and starts anew. What is measured is the time from its sockets to the last
/// resource's devices; what it is compared with is the time that kubelet alone needs to dial all of the agent's sockets and read the same devices.
/// </summary>
internal sealed class RestartRounds(BenchNode node, CancellationToken interrupted)
{
    private const double AimSeconds = 2;
    private const int Attempts = 50;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ShortestAway = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestAway = TimeSpan.FromSeconds(6);
    private readonly Samples _registered = new();
    private readonly Samples _listened = new();

    internal async Task<Row> MeasureAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await node.StopKubeletAsync();
            await Task.Delay(ShortestAway + ((LongestAway - ShortestAway) * round / Math.Max(1, rounds - 1)), interrupted);
            _registered.Add(await TimeAsync(RegisterAsync));
            _listened.Add(await TimeListeningAsync());
        }

        return new Row("all resources registered again", "s", "dialling them all and reading their devices", _registered, _listened)
        {
            Aim = new Aim(100, AimSeconds),
        };
    }

    private async Task RegisterAsync()
    {
        await node.StartKubeletAsync();
        await node.CompleteAsync(interrupted);
    }

    /// <summary>An agent that registers a second time is not there for a moment; that is not what is compared with.</summary>
    private async Task<double> TimeListeningAsync()
    {
        for (var attempt = 0; ; attempt++)
            try
            {
                return await TimeAsync(node.ListenOnceAsync);
            }
            catch (RpcException) when (attempt < Attempts)
            {
                await Task.Delay(LookAgain, interrupted);
            }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
