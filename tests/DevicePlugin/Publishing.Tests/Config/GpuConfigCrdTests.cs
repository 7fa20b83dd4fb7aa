using Coaster.GpuModel.Inventory;
using Coaster.Publishing.Modes;
using Coaster.Testing;
using YamlDotNet.RepresentationModel;

namespace Coaster.Publishing.Tests.Config;

/// <summary>That the definition in the manifests and the code speak of the same.</summary>
public sealed class GpuConfigCrdTests
{
    private readonly YamlMappingNode _crd = Load();

    [Fact]
    public void Crd_Names_AreTheCodes()
    {
        Assert.Equal("gpuconfigs.ten.ai", Text("metadata", "name"));
        Assert.Equal(("ten.ai", "Cluster", "GpuConfig"), (Text("spec", "group"), Text("spec", "scope"), Text("spec", "names", "kind")));
        Assert.Equal(("v1alpha1", GpuConfigs.Collection), (Text("spec", "versions", "0", "name"), "/apis/ten.ai/v1alpha1/gpuconfigs"));
        Assert.NotNull(At("spec", "versions", "0", "subresources", "status"));
    }

    [Fact]
    public void Crd_Enums_AreTheCodes()
    {
        Assert.Equal(Enum.GetValues<GpuMode>().Select(mode => mode.Word()), Words("spec", "gpus", "items", "mode"));
        Assert.Equal(Enum.GetNames<GpuModeProgress>(), Words("status", "gpus", "items", "state"));
    }

    private static YamlMappingNode Load()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(RepositoryFolder.Path, "manifests/crds/gpuconfigs.ten.ai.yaml"));
        yaml.Load(text);
        return (YamlMappingNode)Assert.Single(yaml.Documents).RootNode;
    }

    private IEnumerable<string> Words(params string[] path)
    {
        var full = new List<string> { "spec", "versions", "0", "schema", "openAPIV3Schema" };
        foreach (var step in path)
            full.AddRange(step == "items" ? ["items"] : ["properties", step]);
        return ((YamlSequenceNode)At([.. full, "enum"])).Select(word => word.ToString());
    }

    private string Text(params string[] path) => At(path).ToString();

    private YamlNode At(params string[] path) => path.Aggregate(
        (YamlNode)_crd, (node, step) => node is YamlSequenceNode list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node[step]);
}
