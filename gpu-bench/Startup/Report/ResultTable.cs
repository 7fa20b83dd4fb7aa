using System.Globalization;
using System.Text;
using Coaster.GpuBench.Startup.Measuring;

namespace Coaster.GpuBench.Startup.Report;

/// <summary>The results as people read them.</summary>
internal static class ResultTable
{
    internal static string Of(IReadOnlyList<VerbTimes> results)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{"",-7} {"variant",-8} {"median ms",10} {"p10",8} {"p90",8} {"added to plain",15} {"added to floor",15}\n");
        foreach (var times in results)
            foreach (var kind in Enum.GetValues<VariantKind>())
                text.Append(Row(times, kind));
        return text.ToString();
    }

    private static string Row(VerbTimes times, VariantKind kind) => string.Create(
        CultureInfo.InvariantCulture,
        $"{times.Verb,-7} {kind,-8} {times.Percentile(kind, 50),10:F2} {times.Percentile(kind, 10),8:F2} {times.Percentile(kind, 90),8:F2} {Added(times, kind, VariantKind.Plain),15} {Added(times, kind, VariantKind.Floor),15}\n");

    private static string Added(VerbTimes times, VariantKind kind, VariantKind to) =>
        kind <= to ? "" : times.Added(kind, to).ToString("+0.00;-0.00", CultureInfo.InvariantCulture);
}
