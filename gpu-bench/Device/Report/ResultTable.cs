using System.Globalization;
using System.Text;
using Coaster.GpuBench.Device.Outside;

namespace Coaster.GpuBench.Device.Report;

/// <summary>The results as people read them.</summary>
internal static class ResultTable
{
    private const double MiB = 1 << 20;

    internal static string Of(Results results)
    {
        var text = new StringBuilder();
        Memory(text, results.Memory);
        Turns(text, results.Turns);
        text.Append(CultureInfo.InvariantCulture, $"\nTwo shares, both wanting all: {string.Join(" and ", results.Split.Wanted)} % wanted, ");
        text.Append(CultureInfo.InvariantCulture, $"{string.Join(" and ", results.Split.Got.Select(Percent))} % got, error {results.Split.Error:F2} points\n");
        Torch(text, results);
        return text.ToString();
    }

    private static void Memory(StringBuilder text, IReadOnlyList<MemoryResult> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"{"memory by",-12} {"limit MiB",10} {"got",10} {"driver says",12} {"left",8}  {"holds",-6} refused with\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"{row.Path,-12} {row.LimitBytes / MiB,10:F0} {row.GotBytes / MiB,10:F1} {row.DriverBytes / MiB,12:F0} {row.FreeBytes / MiB,8:F1}  {(row.LimitBytes == 0 ? "-" : row.Holds ? "yes" : "NO"),-6} {row.Refusal}\n");
    }

    private static void Turns(StringBuilder text, IReadOnlyList<Turn> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{"",-28} {"whole GPU",12} {"share, alone",13} {"added",10} {"",8}\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"{row.Name + ", " + row.Unit,-28} {row.WholeMedian,12:F2} {row.ShareMedian,13:F2} {row.Added,10:+0.00;-0.00;0.00} {row.AddedPercent,7:+0.0;-0.0;0.0}%\n");
    }

    private static void Torch(StringBuilder text, Results results)
    {
        text.Append("\nPyTorch: ").Append(results.Torch is null ? "not measured, " + results.TorchReason : "whole GPU | share").Append('\n');
        foreach (var (name, (whole, share)) in results.Torch ?? new Dictionary<string, (string, string)>())
            text.Append(CultureInfo.InvariantCulture, $"  {name,-24} {whole,20} {share,20}\n");
    }

    private static string Percent(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
