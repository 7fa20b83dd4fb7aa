using System.Text.Json;
using Coaster.GpuBench.Device.Outside;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Device.Report;

/// <summary>The results as they are kept.</summary>
internal static class ResultJson
{
    internal static void Write(BenchOptions options, MachineFacts machine, GpuFacts gpu, Results results) =>
        ResultFile.Write(options.Output, machine, options.Rounds, json =>
        {
            Gpu(json, gpu);
            json.WriteStartArray("memory");
            foreach (var row in results.Memory)
                Memory(json, row);
            json.WriteEndArray();
            json.WriteStartArray("turns");
            foreach (var row in results.Turns)
                Turn(json, row);
            json.WriteEndArray();
            Split(json, results.Split);
            Torch(json, results);
        });

    private static void Gpu(Utf8JsonWriter json, GpuFacts gpu)
    {
        json.WriteStartObject("gpu");
        json.WriteString("model", gpu.Model);
        json.WriteString("driver", gpu.Driver);
        json.WriteString("cuda", gpu.Cuda);
        json.WriteNumber("memoryMiB", gpu.MemoryMiB);
        json.WriteEndObject();
    }

    private static void Memory(Utf8JsonWriter json, MemoryResult row)
    {
        json.WriteStartObject();
        json.WriteString("path", row.Path);
        json.WriteNumber("limitBytes", row.LimitBytes);
        json.WriteNumber("gotBytes", row.GotBytes);
        json.WriteNumber("driverBytes", row.DriverBytes);
        json.WriteNumber("freeBytes", row.FreeBytes);
        json.WriteBoolean("holds", row.LimitBytes > 0 && row.Holds);
        json.WriteString("refusal", row.Refusal);
        json.WriteEndObject();
    }

    private static void Turn(Utf8JsonWriter json, Turn row)
    {
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteString("unit", row.Unit);
        json.WriteNumber("whole", ResultFile.Rounded(row.WholeMedian));
        json.WriteNumber("share", ResultFile.Rounded(row.ShareMedian));
        json.WriteNumber("added", ResultFile.Rounded(row.Added));
        json.WriteNumber("addedPercent", ResultFile.Rounded(row.AddedPercent));
        json.WriteEndObject();
    }

    private static void Split(Utf8JsonWriter json, Split split)
    {
        json.WriteStartObject("split");
        json.WriteStartArray("wantedPercent");
        foreach (var wanted in split.Wanted)
            json.WriteNumberValue(wanted);
        json.WriteEndArray();
        json.WriteStartArray("gotPercent");
        foreach (var got in split.Got)
            json.WriteNumberValue(ResultFile.Rounded(got));
        json.WriteEndArray();
        json.WriteNumber("errorPoints", ResultFile.Rounded(split.Error));
        json.WriteEndObject();
    }

    private static void Torch(Utf8JsonWriter json, Results results)
    {
        json.WriteStartObject("torch");
        if (results.Torch is null)
            json.WriteString("notMeasured", results.TorchReason);
        foreach (var (name, (whole, share)) in results.Torch ?? new Dictionary<string, (string, string)>())
        {
            json.WriteStartObject(name);
            json.WriteString("whole", whole);
            json.WriteString("share", share);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
