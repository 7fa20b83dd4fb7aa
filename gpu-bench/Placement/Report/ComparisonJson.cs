using System.Text.Json;
using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.Placement.Comparison;

namespace Coaster.GpuBench.Placement.Report;

/// <summary>A comparison as it is kept.</summary>
internal static class ComparisonJson
{
    private static readonly int[] Percents = [80, 90, 95, 100, 130];

    internal static void Write(string path, MachineFacts machine, IReadOnlyList<ComparedPolicy> compared) =>
        ResultFile.Write(path, machine, compared.Max(row => row.Runs.Count), json =>
        {
            json.WriteStartArray("results");
            foreach (var row in compared)
                Write(json, row);
            json.WriteEndArray();
        });

    private static void Write(Utf8JsonWriter json, ComparedPolicy row)
    {
        json.WriteStartObject();
        json.WriteString("trace", row.Trace);
        json.WriteString("policy", row.Policy);
        json.WriteNumber("decisionsPerSecond", Math.Round(row.DecisionsPerSecond));
        if (row.Furthest is { } furthest)
            json.WriteNumber("furthestFromPublished", ResultFile.Rounded(furthest));
        foreach (var percent in Percents)
            Write(json, row, percent);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ComparedPolicy row, int percent)
    {
        json.WriteNumber($"allocatedAt{percent}", ResultFile.Rounded(row.Allocated(percent)));
        json.WriteNumber($"fragmentedAt{percent}", ResultFile.Rounded(row.Fragmented(percent)));
        if (row.PublishedAllocated(percent) is { } allocated)
            json.WriteNumber($"publishedAllocatedAt{percent}", ResultFile.Rounded(allocated));
        if (row.PublishedFragmented(percent) is { } fragmented)
            json.WriteNumber($"publishedFragmentedAt{percent}", ResultFile.Rounded(fragmented));
    }
}
