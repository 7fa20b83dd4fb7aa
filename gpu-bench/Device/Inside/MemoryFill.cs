using Coaster.CudaInterop;

namespace Coaster.GpuBench.Device.Inside;

/// <summary>Takes memory until the driver refuses, and says how much it was and what the driver said there would be.</summary>
internal static class MemoryFill
{
    internal static void Run(CudaContext context, long granule)
    {
        var (free, total) = context.MemoryInfo;
        var got = 0L;
        var status = CudaStatus.Success;
        while (status == CudaStatus.Success)
        {
            status = context.TryAllocate(granule, out _);
            got += status == CudaStatus.Success ? granule : 0;
        }

        Facts.Print("totalBytes", total);
        Facts.Print("freeBytes", free);
        Facts.Print("gotBytes", got);
        Facts.Print("freeAfterBytes", context.MemoryInfo.Free);
        Facts.Print("refusal", status.ToString());
    }
}
