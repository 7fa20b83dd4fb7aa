using System.Text.Json.Nodes;
using Coaster.Cli.Gpus;

namespace Coaster.Cli.Tests.Gpus;

public sealed class GpusJsonTests
{
    [Fact]
    public void Write_MixedGpus_IsTheGolden() => Golden.Check("Gpus", "gpus.json", GpusJson.Write(Snapshots.Mixed, indented: true) + "\n");

    [Fact]
    public void Write_ForWatching_IsOneLine() => Assert.DoesNotContain('\n', GpusJson.Write(Snapshots.Mixed, indented: false));

    [Fact]
    public void Write_UnknownValues_AreNullAndNotLeftAway()
    {
        var gpus = JsonNode.Parse(GpusJson.Write(Snapshots.Mixed, indented: false))!["gpus"]!.AsArray();
        string[] names =
        [
            "index", "uuid", "minor", "model", "memoryMiB", "usedMiB", "utilization", "temperatureC", "powerW", "numaNode", "pciBusId", "migMode",
            "health", "mig", "tiers",
        ];
        Assert.All(gpus, gpu => Assert.Equal(names, gpu!.AsObject().Select(field => field.Key)));
        Assert.Null(gpus[3]!["uuid"]);
        Assert.Null(gpus[3]!["numaNode"]);
    }
}
