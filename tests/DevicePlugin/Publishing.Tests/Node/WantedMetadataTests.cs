using System.Text.Json.Nodes;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.KubeApi.Models;
using Coaster.Publishing.Node;

namespace Coaster.Publishing.Tests.Node;

public sealed class WantedMetadataTests
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "golden");

    public static TheoryData<string> Cases => ["h200x2", "t4-256mi", "mig", "mixed", "no-gpu"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void PatchFor_BareNode_IsAsWritten(string name)
    {
        var patch = WantedMetadata.Of(Node(name)).PatchFor(new V1ObjectMeta())!.Content;
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, name + ".json")));
        Assert.Equal(expected!.ToJsonString(), patch.ToJsonString());
    }

    [Fact]
    public void PatchFor_NodeThatHasIt_IsNothing()
    {
        var wanted = WantedMetadata.Of(Node("mixed"));
        Assert.Null(wanted.PatchFor(Published(wanted)));
    }

    [Fact]
    public void PatchFor_LabelThatNoLongerApplies_IsRemovedAlone()
    {
        var wanted = WantedMetadata.Of(Node("mixed") with { MemoryUnit = null });
        var before = Published(WantedMetadata.Of(Node("mixed"))) with { Annotations = Published(wanted).Annotations };
        Assert.Equal("""{"metadata":{"labels":{"ten.ai/gpu.unit":null}}}""", wanted.PatchFor(before)!.Content.ToJsonString());
    }

    [Fact]
    public void Of_InventoryTooLarge_IsRefused()
    {
        var node = Gpus.Node([.. Enumerable.Range(0, 200).Select(index => Gpus.Gpu(index, devices: 14))]);
        Assert.Contains("131072 fit", Assert.Throws<CoasterException>(() => WantedMetadata.Of(node)).Message, StringComparison.Ordinal);
    }

    private static V1ObjectMeta Published(WantedMetadata wanted) => new()
    {
        Annotations = new Dictionary<string, string> { [WantedMetadata.Annotation] = wanted.Inventory, ["other"] = "x" },
        Labels = wanted.Labels.Where(label => label.Value is not null).ToDictionary(label => label.Key, label => label.Value!),
    };

    private static NodeInventory Node(string name) => name switch
    {
        "h200x2" => Gpus.Node(Gpus.Gpu(0), Gpus.Gpu(1)),
        "t4-256mi" => Gpus.Node(Gpus.Gpu(0, "Tesla T4", 15_095, MigMode.Unsupported)) with { MemoryUnit = MemoryUnit.All[0] },
        "mig" => Gpus.Node(Gpus.Gpu(0, migMode: MigMode.Enabled, devices: 2) with { Mode = GpuMode.Mig }),
        "mixed" => Gpus.Node(Gpus.Gpu(0) with { Mode = GpuMode.Whole }, Gpus.Gpu(1, "NVIDIA A100-SXM4-80GB", 81_038), Gpus.Lost(2)),
        _ => Gpus.Node(),
    };
}
