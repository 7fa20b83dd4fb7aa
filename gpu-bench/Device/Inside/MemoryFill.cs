using Coaster.CudaInterop;
using Coaster.GpuBench.Device.Inside.Paths;

namespace Coaster.GpuBench.Device.Inside;

/// <summary>Takes memory by one path until the driver refuses, and says how much the driver said there would be and what is left.</summary>
internal static class MemoryFill
{
    internal const string PlainPath = "alloc";

    internal static void Run(CudaContext context, long granule, string pathName)
    {
        var path = MemoryPath.All.First(path => path.Name == pathName);
        var (free, total) = context.MemoryInfo;
        var status = TakeAll(path, granule, 2 * total / MemoryPath.SmallestStep);
        var left = context.MemoryInfo.Free;
        Facts.Print("totalBytes", total);
        Facts.Print("freeBytes", free);
        Facts.Print("gotBytes", free - left);
        Facts.Print("freeAfterBytes", left);
        Facts.Print("refusal", status.ToString());
    }

    /// <summary>One that is refused twice running has really come to its end; one that never is ends at the bound.</summary>
    private static CudaStatus TakeAll(MemoryPath path, long granule, long mostSteps)
    {
        var status = CudaStatus.Success;
        for (var (refused, step) = (0, 0L); refused < 2 && step < mostSteps; step++)
        {
            status = path.Take(granule);
            refused = status == CudaStatus.Success ? 0 : refused + 1;
        }

        return status;
    }
}
