using System.Globalization;
using System.Text;
using Coaster.GpuBench.Placement.Comparison;

namespace Coaster.GpuBench.Placement.Report;

/// <summary>A comparison as people read it; published values stand right of ours.</summary>
internal static class ComparisonTable
{
    private const string Head = "trace       policy        allocated@90  published  allocated@100  published  frag@100  published  furthest  decisions/s";

    internal static string Of(IReadOnlyList<ComparedPolicy> compared)
    {
        var text = new StringBuilder().AppendLine(Head);
        foreach (var trace in compared.GroupBy(row => row.Trace))
            text.AppendLine().AppendJoin('\n', trace.Select(Row)).AppendLine();
        return text.ToString();
    }

    private static string Row(ComparedPolicy row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Trace,-11} {row.Policy,-13} {row.Allocated(90),12:0.00} {Published(row.PublishedAllocated(90)),10} {row.Allocated(100),14:0.00} {Published(row.PublishedAllocated(100)),10} {row.Fragmented(100),9:0.00} {Published(row.PublishedFragmented(100)),10} {Furthest(row),9} {row.DecisionsPerSecond,12:N0}");

    private static string Published(double? value) => value is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) : "-";

    private static string Furthest(ComparedPolicy row) => row.Furthest is { } far ? far.ToString("0.000", CultureInfo.InvariantCulture) : "-";
}
