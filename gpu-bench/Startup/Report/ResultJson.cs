using System.Text.Encodings.Web;
using System.Text.Json;
using Coaster.GpuBench.Startup.Measuring;

namespace Coaster.GpuBench.Startup.Report;

/// <summary>The results as programs read them, and as they are kept with the code.</summary>
internal static class ResultJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(string path, MachineFacts facts, int rounds, IReadOnlyList<VerbTimes> results)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, Options);
        json.WriteStartObject();
        Write(json, facts);
        json.WriteNumber("rounds", rounds);
        json.WriteStartArray("results");
        foreach (var times in results)
            foreach (var kind in Enum.GetValues<VariantKind>())
                Write(json, times, kind);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, MachineFacts facts)
    {
        json.WriteString("date", facts.Date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
        json.WriteStartObject("machine");
        json.WriteString("kernel", facts.Kernel);
        json.WriteString("cpu", facts.Cpu);
        json.WriteNumber("cores", facts.Cores);
        json.WriteString("runc", facts.Runc);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, VerbTimes times, VariantKind kind)
    {
        json.WriteStartObject();
        json.WriteString("verb", times.Verb.ToString());
        json.WriteString("variant", kind.ToString());
        json.WriteNumber("medianMs", Round(times.Percentile(kind, 50)));
        json.WriteNumber("p10Ms", Round(times.Percentile(kind, 10)));
        json.WriteNumber("p90Ms", Round(times.Percentile(kind, 90)));
        Compare(json, times, kind, VariantKind.Plain);
        Compare(json, times, kind, VariantKind.Floor);
        json.WriteEndObject();
    }

    private static void Compare(Utf8JsonWriter json, VerbTimes times, VariantKind kind, VariantKind to)
    {
        if (kind <= to)
            return;
        json.WriteNumber($"addedTo{to}Ms", Round(times.Added(kind, to)));
        json.WriteNumber($"ratioTo{to}", Round(times.Percentile(kind, 50) / times.Percentile(to, 50)));
    }

    private static double Round(double value) => Math.Round(value, 3);
}
