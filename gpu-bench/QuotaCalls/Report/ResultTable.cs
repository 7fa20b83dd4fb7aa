using System.Globalization;
using System.Text;
using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.QuotaCalls.Measuring;

namespace Coaster.GpuBench.QuotaCalls.Report;

/// <summary>The results as people read them, in nanoseconds.</summary>
internal static class ResultTable
{
    internal static string Of(IReadOnlyList<CallTimes> results)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"ns per call, medians",-28} {"direct",9} {"hooked",9} {"added",8} {"p25..p75",16} {"target",7}\n");
        foreach (var times in results)
            text.Append(Row(times));
        return text.ToString();
    }

    private static string Row(CallTimes times) => string.Create(
        CultureInfo.InvariantCulture,
        $"{times.Kind.Words,-28} {times.Direct.Median,9:F1} {times.Hooked.Median,9:F1} {times.Added.Median,8:+0.0;-0.0} {Spread(times.Added),16} {times.Kind.TargetNs,7}\n");

    private static string Spread(Samples added) => string.Create(
        CultureInfo.InvariantCulture, $"{added.Percentile(25):+0.0;-0.0}..{added.Percentile(75):+0.0;-0.0}");
}
