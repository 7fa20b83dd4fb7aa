using System.Globalization;
using Coaster.CudaInterop;
using Coaster.GpuBench.Device.Inside.Paths;

namespace Coaster.GpuBench.Device.Inside;

/// <summary>What runs inside the containers: an ordinary CUDA program that measures one thing and prints what it found.</summary>
internal static class InsideProgram
{
    /// <summary>Runs one measurement, or answers null when the words name none.</summary>
    internal static int? Run(IReadOnlyList<string> words) => words switch
    {
        ["inside", "memory", var granule] => Measure(context => MemoryFill.Run(context, Number(granule), MemoryFill.PlainPath)),
        ["inside", "memory", _, var path] when MemoryPath.All.All(known => known.Name != path) => NoPath(path),
        ["inside", "memory", var granule, var path] => Measure(context => MemoryFill.Run(context, Number(granule), path)),
        ["inside", "launches", var count] => Measure(context => CallTimes.Launches(context, (int)Number(count))),
        ["inside", "allocations", var count] => Measure(context => CallTimes.Allocations(context, (int)Number(count))),
        ["inside", "throughput", var launches] => Measure((driver, context) => Throughput.Run(driver, context, (int)Number(launches))),
        ["inside", "share", var from, var to] => Measure((driver, context) => ShareOfTime.Run(driver, context, Number(from), Number(to))),
        _ => null,
    };

    private static int NoPath(string path)
    {
        Console.Error.WriteLine($"device: there is no path {path}; there are {string.Join(", ", MemoryPath.All.Select(known => known.Name))}");
        return 1;
    }

    private static int Measure(Action<CudaContext> measurement) => Measure((_, context) => measurement(context));

    private static int Measure(Action<CudaDriver, CudaContext> measurement)
    {
        try
        {
            var driver = CudaDriver.Open();
            using var context = driver.CreateContext(0);
            Facts.Print("device", driver.DeviceName(0));
            Facts.Print("cuda", driver.Version);
            measurement(driver, context);
            return 0;
        }
        catch (CudaException error)
        {
            Console.Error.WriteLine("device: " + error.Message);
            return 1;
        }
    }

    private static long Number(string word) => long.Parse(word, NumberStyles.None, CultureInfo.InvariantCulture);
}
