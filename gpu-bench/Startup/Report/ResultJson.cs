using System.Text.Json;
using Coaster.GpuBench.Measuring;
using Coaster.GpuBench.Startup.Measuring;

namespace Coaster.GpuBench.Startup.Report;

/// <summary>The results as they are kept.</summary>
internal static class ResultJson
{
    internal static void Write(string path, MachineFacts machine, int rounds, IReadOnlyList<VerbTimes> results) =>
        ResultFile.Write(path, machine, rounds, json =>
        {
            json.WriteStartArray("results");
            foreach (var times in results)
                foreach (var kind in Enum.GetValues<VariantKind>())
                    Write(json, times, kind);
            json.WriteEndArray();
        });

    private static void Write(Utf8JsonWriter json, VerbTimes times, VariantKind kind)
    {
        json.WriteStartObject();
        json.WriteString("verb", times.Verb.ToString());
        json.WriteString("variant", kind.ToString());
        json.WriteNumber("medianMs", ResultFile.Rounded(times.Percentile(kind, 50)));
        json.WriteNumber("p10Ms", ResultFile.Rounded(times.Percentile(kind, 10)));
        json.WriteNumber("p90Ms", ResultFile.Rounded(times.Percentile(kind, 90)));
        Compare(json, times, kind, VariantKind.Plain);
        Compare(json, times, kind, VariantKind.Floor);
        json.WriteEndObject();
    }

    private static void Compare(Utf8JsonWriter json, VerbTimes times, VariantKind kind, VariantKind to)
    {
        if (kind <= to)
            return;
        json.WriteNumber($"addedTo{to}Ms", ResultFile.Rounded(times.Added(kind, to)));
        json.WriteNumber($"ratioTo{to}", ResultFile.Rounded(times.Percentile(kind, 50) / times.Percentile(to, 50)));
    }
}
