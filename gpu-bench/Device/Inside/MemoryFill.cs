using Coaster.CudaInterop;
using Coaster.GpuBench.Device.Inside.Paths;

namespace Coaster.GpuBench.Device.Inside;

/// <summary>Takes memory by one path until the driver refuses, and says how much the driver said there would be and what is left.</summary>
internal static class MemoryFill
{
    internal const string PlainPath = "alloc";

    internal static void Run(CudaContext context, long granule, string pathName)
    {
        var path = MemoryPath.All.FirstOrDefault(path => path.Name == pathName)
            ?? throw new CudaException($"there is no path {pathName}; there are {string.Join(", ", MemoryPath.All.Select(path => path.Name))}", CudaStatus.NotFound);
        var (free, total) = context.MemoryInfo;
        var status = TakeAll(path, granule);
        var left = context.MemoryInfo.Free;
        Facts.Print("totalBytes", total);
        Facts.Print("freeBytes", free);
        Facts.Print("gotBytes", free - left);
        Facts.Print("freeAfterBytes", left);
        Facts.Print("refusal", status.ToString());
    }

    /// <summary>One that is refused twice running has really come to its end.</summary>
    private static CudaStatus TakeAll(MemoryPath path, long granule)
    {
        var status = CudaStatus.Success;
        for (var refused = 0; refused < 2;)
        {
            status = path.Take(granule);
            refused = status == CudaStatus.Success ? 0 : refused + 1;
        }

        return status;
    }
}
