using System.Text.Json;
using Coaster.GpuBench.Extender.Measuring;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Extender.Report;

/// <summary>The results as they are kept.</summary>
internal static class ResultJson
{
    internal static void Write(string path, MachineFacts machine, BenchOptions options, Results results) =>
        ResultFile.Write(path, machine, options.Rounds, json =>
        {
            json.WriteNumber("nodes", options.Nodes);
            json.WriteNumber("gpusPerNode", options.Gpus);
            json.WriteNumber("podsRunning", results.Running);
            json.WriteNumber("podsWithoutRoom", results.Cycles.WithoutRoom);
            json.WriteNumber("podsNotBound", results.Cycles.Refused);
            json.WriteNumber("programBytes", new FileInfo(options.Scheduler).Length);
            json.WriteStartArray("results");
            foreach (var row in results.Rows)
                Write(json, row);
            json.WriteEndArray();
        });

    private static void Write(Utf8JsonWriter json, Row row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteString("unit", row.Unit);
        Write(json, "ours", row.Ours);
        json.WriteString("baseline", row.Baseline);
        Write(json, "baselineValues", row.Other);
        json.WriteNumber("ratio", ResultFile.Rounded(row.Ratio));
        if (row.Aim is { } aim)
        {
            json.WriteNumber("aimPercentile", aim.Percentile);
            json.WriteNumber(aim.IsLeast ? "aimAtLeast" : "aimBelow", aim.Limit);
            json.WriteBoolean("reached", row.IsReached == true);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Samples samples)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", samples.Count);
        json.WriteNumber("median", ResultFile.Rounded(samples.Median));
        json.WriteNumber("p99", ResultFile.Rounded(samples.Percentile(99)));
        json.WriteNumber("least", ResultFile.Rounded(samples.Least));
        json.WriteNumber("most", ResultFile.Rounded(samples.Most));
        json.WriteEndObject();
    }
}
