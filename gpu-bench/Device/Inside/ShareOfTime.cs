using System.Diagnostics;
using Coaster.CudaInterop;

namespace Coaster.GpuBench.Device.Inside;

/// <summary>
/// Keeps the GPU busy with kernels of 1 ms and counts those that end between two moments, which are given on the machine's monotonic clock, so
/// that several containers count at the same time.
/// </summary>
internal static class ShareOfTime
{
    private const int KernelMicroseconds = 1000;
    private const int Ahead = 4;

    internal static void Run(CudaDriver driver, CudaContext context, long from, long to)
    {
        var kernel = context.LoadKernelPtx(Kernels.Spin, Kernels.SpinName);
        var blocks = driver.Multiprocessors(0);
        var counted = 0;
        while (Now() < to)
        {
            for (var i = 0; i < Ahead; i++)
                kernel.Launch(blocks, 128, KernelMicroseconds);
            context.Synchronize();
            counted += Now() is var now && now >= from && now < to ? Ahead : 0;
        }

        Facts.Print("gpuMicroseconds", (double)counted * KernelMicroseconds);
    }

    private static long Now() => Stopwatch.GetTimestamp();
}
