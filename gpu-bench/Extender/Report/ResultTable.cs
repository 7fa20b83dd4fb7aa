using System.Globalization;
using System.Text;
using Coaster.GpuBench.Extender.Measuring;

namespace Coaster.GpuBench.Extender.Report;

/// <summary>The results as people read them.</summary>
internal static class ResultTable
{
    internal static string Of(Results results)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"",-36} {"median",9} {"p99",9} {"least",9} {"most",9} {"",-3} {"aim",-18} {"ratio",7}  baseline (median)\n");
        foreach (var row in results.Rows)
            text.Append(Line(row));
        var cycles = results.Cycles;
        text.Append(CultureInfo.InvariantCulture, $"{results.Running} pods ran; of {cycles.Filter.Count} more, {cycles.WithoutRoom} found no room and {cycles.Refused} were not bound");
        return text.Append(cycles.Refused > 0 ? $" ({cycles.LastRefusal})\n" : "\n").ToString();
    }

    private static string Line(Row row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Name,-36} {row.Ours.Median,9:F3} {row.Ours.Percentile(99),9:F3} {row.Ours.Least,9:F3} {row.Ours.Most,9:F3} {row.Unit,-3} {Aim(row),-18} {row.Ratio,7:F2}  {row.Baseline} ({row.Other.Median:F3})\n");

    private static string Aim(Row row) => row.Aim is { } aim
        ? string.Create(CultureInfo.InvariantCulture, $"{Word(aim.Percentile)} {(aim.IsLeast ? ">=" : "<")} {aim.Limit} {(row.IsReached == true ? "yes" : "NO")}")
        : "";

    private static string Word(int percentile) => percentile switch
    {
        100 => "most",
        50 => "median",
        _ => $"p{percentile}",
    };
}
