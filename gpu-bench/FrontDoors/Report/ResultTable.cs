using System.Globalization;
using System.Text;
using Coaster.GpuBench.FrontDoors.Load;
using Coaster.GpuBench.FrontDoors.Measuring;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Report;

/// <summary>The results as people read them, in milliseconds.</summary>
internal static class ResultTable
{
    internal static string Of(IReadOnlyList<DoorTimes> doors)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"",-34} {"no GPU",8} {"GPUs",8} {"added",8} {"p5..p95",18} {"in create",9} {"p5..p95",18} {"target",6}\n");
        foreach (var door in doors)
            text.Append(Row(door));
        return text.ToString();
    }

    internal static string Of(IReadOnlyList<LoadResult> loads)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"\n{$"containers, {LoadTest.AtATime} at a time",-34} {"started",8} {"well",8} {"blind",8} {"lost",8} {"booked",8} {"seconds",8}\n");
        foreach (var load in loads)
            text.Append(Row(load));
        return text.ToString();
    }

    private static string Row(DoorTimes door) => string.Create(
        CultureInfo.InvariantCulture,
        $"{door.Door.Name,-34} {Median(door.Baseline?.Whole),8} {Median(door.WithGpus.Whole),8} {Signed(door.Added),8} {Spread(door.Added),18} {Signed(door.AddedToCreate),9} {Spread(door.AddedToCreate),18} {door.Door.TargetMs,6}\n");

    private static string Row(LoadResult load) => string.Create(
        CultureInfo.InvariantCulture,
        $"{load.Kind.Name,-34} {load.Started,8} {load.Succeeded,8} {load.Blind,8} {load.Lost,8} {load.LeftBooked,8} {load.Seconds,8:F1}{(load.FirstFailure is { } failure ? "  " + failure : "")}\n");

    private static string Median(Samples? samples) => samples is null ? "-" : samples.Median.ToString("F1", CultureInfo.InvariantCulture);

    private static string Signed(Samples? samples) => samples is null ? "-" : Signed(samples.Median);

    private static string Spread(Samples? samples) => samples is null ? "" : $"{Signed(samples.Percentile(5))}..{Signed(samples.Percentile(95))}";

    private static string Signed(double value) => value.ToString("+0.0;-0.0", CultureInfo.InvariantCulture);
}
