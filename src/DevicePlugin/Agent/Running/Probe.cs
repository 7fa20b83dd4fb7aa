using Coaster.CudaInterop;
using Coaster.Enforcement.Contexts;
using Coaster.GpuModel;

namespace Coaster.Agent.Running;

/// <summary>The process whose context is measured: it makes one, says so, and waits until nobody needs it any more.</summary>
internal static class Probe
{
    internal static int Run(string driverRoot, string gpu)
    {
        try
        {
            var driver = CudaDriver.Open(driverRoot);
            using var context = driver.CreateContext(driver.FindDevice(gpu));
            Console.WriteLine(ContextProbe.Ready);
            _ = Console.In.ReadLine();
            return 0;
        }
        catch (CudaException error)
        {
            throw new CoasterException("cannot measure a context", error.Message, "See whether other CUDA programs run on this GPU", error);
        }
    }
}
