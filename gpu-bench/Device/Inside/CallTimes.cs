using System.Diagnostics;
using Coaster.CudaInterop;

namespace Coaster.GpuBench.Device.Inside;

/// <summary>What a call takes on the processor, in nanoseconds: the median over batches, since one call is too short for the clock.</summary>
internal static class CallTimes
{
    private const int Batch = 100;
    private const long AllocationBytes = 2 << 20;

    /// <summary>Launches of a kernel that does nothing; after each batch the GPU catches up, which is not counted.</summary>
    internal static void Launches(CudaContext context, int batches)
    {
        var kernel = context.LoadKernelPtx(Kernels.Empty, Kernels.EmptyName);
        Facts.Print("launchNs", Median(batches, () => kernel.Launch(1, 1, 0), context.Synchronize));
    }

    /// <summary>Pairs of an allocation of 2 MiB and its end.</summary>
    internal static void Allocations(CudaContext context, int batches) =>
        Facts.Print("allocationPairNs", Median(batches, () => context.AllocateAndFree(AllocationBytes), static () => { }));

    private static double Median(int batches, Action call, Action afterwards)
    {
        var times = new double[batches];
        Once(call, afterwards); // caches and pages
        for (var i = 0; i < batches; i++)
            times[i] = Once(call, afterwards);
        Array.Sort(times);
        return times[batches / 2];
    }

    private static double Once(Action call, Action afterwards)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Batch; i++)
            call();
        var nanoseconds = Stopwatch.GetElapsedTime(started).TotalNanoseconds / Batch;
        afterwards();
        return nanoseconds;
    }
}
