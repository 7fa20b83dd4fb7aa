using System.Text.Json;
using Coaster.GpuBench.FrontDoors.Engines;
using Coaster.GpuBench.FrontDoors.Load;
using Coaster.GpuBench.FrontDoors.Measuring;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Report;

/// <summary>The results as they are kept.</summary>
internal static class ResultJson
{
    internal static void Write(Utf8JsonWriter json, EngineSet engines, IReadOnlyList<DoorTimes> doors, IReadOnlyList<LoadResult> loads)
    {
        json.WriteStartArray("engines");
        foreach (var version in engines.Versions)
            json.WriteStringValue(version);
        json.WriteEndArray();
        json.WriteStartObject("skipped");
        foreach (var (name, reason) in engines.Skipped)
            json.WriteString(name, reason);
        json.WriteEndObject();
        json.WriteStartArray("doors");
        foreach (var door in doors)
            Write(json, door);
        json.WriteEndArray();
        json.WriteStartArray("load");
        foreach (var load in loads)
            Write(json, load);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, DoorTimes times)
    {
        json.WriteStartObject();
        json.WriteString("door", times.Door.Name);
        Write(json, "withoutGpusMs", times.Baseline?.Whole);
        Write(json, "withGpusMs", times.WithGpus.Whole);
        Write(json, "addedMs", times.Added);
        Write(json, "createWithoutGpusMs", times.Baseline?.Create);
        Write(json, "createWithGpusMs", times.WithGpus.Create);
        Write(json, "addedInCreateMs", times.AddedToCreate);
        if (times.Door.TargetMs is { } target)
            json.WriteNumber("targetMs", target);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, Samples? samples)
    {
        if (samples is not { Count: > 0 })
            return;
        json.WriteStartObject(name);
        json.WriteNumber("median", ResultFile.Rounded(samples.Median));
        json.WriteNumber("p5", ResultFile.Rounded(samples.Percentile(5)));
        json.WriteNumber("p95", ResultFile.Rounded(samples.Percentile(95)));
        json.WriteNumber("min", ResultFile.Rounded(samples.Least));
        json.WriteNumber("max", ResultFile.Rounded(samples.Most));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LoadResult load)
    {
        json.WriteStartObject();
        json.WriteString("kind", load.Kind.Name);
        json.WriteNumber("atATime", LoadTest.AtATime);
        json.WriteNumber("started", load.Started);
        json.WriteNumber("succeeded", load.Succeeded);
        json.WriteNumber("withoutTheirGpus", load.Blind);
        json.WriteNumber("lost", load.Lost);
        json.WriteNumber("leftBooked", load.LeftBooked);
        json.WriteNumber("seconds", ResultFile.Rounded(load.Seconds));
        if (load.FirstFailure is { } failure)
            json.WriteString("firstFailure", failure);
        json.WriteEndObject();
    }
}
