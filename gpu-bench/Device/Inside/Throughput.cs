using System.Diagnostics;
using Coaster.CudaInterop;

namespace Coaster.GpuBench.Device.Inside;

/// <summary>How much arithmetic the GPU does in a second for a program that launches one long kernel behind the other.</summary>
internal static class Throughput
{
    private const int Threads = 256;
    private const int BlocksPerMultiprocessor = 8;
    private const int Rounds = 4096;

    internal static void Run(CudaDriver driver, CudaContext context, int launches)
    {
        var kernel = context.LoadKernelPtx(Kernels.Multiply, Kernels.MultiplyName);
        var blocks = driver.Multiprocessors(0) * BlocksPerMultiprocessor;
        kernel.Launch(blocks, Threads, Rounds);
        context.Synchronize();
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < launches; i++)
            kernel.Launch(blocks, Threads, Rounds);
        context.Synchronize();
        var operations = 2.0 * Kernels.MultiplyAddsPerRound * Rounds * Threads * blocks * launches;
        Facts.Print("teraflops", operations / Stopwatch.GetElapsedTime(started).TotalSeconds / 1e12);
    }
}
