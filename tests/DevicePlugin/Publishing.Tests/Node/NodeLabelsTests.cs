using Coaster.GpuModel.Inventory;
using Coaster.Publishing.Node;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Publishing.Tests.Node;

public sealed class NodeLabelsTests
{
    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.Elements("", " ", "---", "NVIDIA H200", "日本", "_a_", ".", new string('x', 200), "Tesla\nT4", "a/b", "-A100-", "x..", "\ud800"),
        Gen.Elements("aZ09-_. /\n日é\0".ToCharArray()).ArrayOf().Select(letters => new string(letters)));

    [Fact]
    public void Of_OneModel_HasEveryLabel() => Assert.Equal(
        [
            "ten.ai/gpu.count=2", "ten.ai/gpu.cuda=12.8", "ten.ai/gpu.driver=570.124.06", "ten.ai/gpu.memory=143167", "ten.ai/gpu.mig=capable",
            "ten.ai/gpu.model=NVIDIA-H200", "ten.ai/gpu.unit=1Gi",
        ],
        Texts(Gpus.Node(Gpus.Gpu(0), Gpus.Gpu(1))));

    [Fact]
    public void Of_SeveralModels_AreJoinedAndTheSmallestMemoryCounts()
    {
        var labels = NodeLabels.Of(Gpus.Node(Gpus.Gpu(0), Gpus.Gpu(1, "Tesla T4", 15_000, MigMode.Unsupported), Gpus.Gpu(2), Gpus.Lost(3)));
        Assert.Equal(("4", "NVIDIA-H200_Tesla-T4", "15000"), (labels[NodeLabels.Count], labels[NodeLabels.Model], labels[NodeLabels.Memory]));
    }

    [Fact]
    public void Of_NoGpu_KeepsWhatIsTrue() => Assert.Equal(
        ["ten.ai/gpu.count=0", "ten.ai/gpu.cuda=12.8", "ten.ai/gpu.driver=570.124.06", "ten.ai/gpu.unit=1Gi"], Texts(Gpus.Node()));

    [Theory]
    [InlineData(MigMode.Unsupported, MigMode.Unsupported, "none")]
    [InlineData(MigMode.Unsupported, MigMode.Disabled, "capable")]
    [InlineData(MigMode.Enabled, MigMode.Disabled, "enabled")]
    public void Of_MigModes_AreOneWord(MigMode first, MigMode second, string expected) =>
        Assert.Equal(expected, NodeLabels.Of(Gpus.Node(Gpus.Gpu(0, migMode: first), Gpus.Gpu(1, migMode: second)))[NodeLabels.Mig]);

    [Fact]
    public void Of_NoUnit_RemovesTheLabel() => Assert.Null(NodeLabels.Of(Gpus.Node() with { MemoryUnit = null })[NodeLabels.Unit]);

    [Fact]
    public void Of_HostileNames_AreValidLabels() =>
        Prop.ForAll(Hostile.ListOf().ToArbitrary(), names =>
        {
            var node = Gpus.Node([.. names.Select((name, index) => Gpus.Gpu(index, name))]) with
            {
                DriverVersion = names.FirstOrDefault() ?? "",
                CudaVersion = names.LastOrDefault() ?? "",
            };
            return NodeLabels.Of(node).Values.All(value => value is null || IsLabel(value));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_ManyModels_KeepsWholeNames()
    {
        var names = Enumerable.Range(0, 12).Select(index => $"NVIDIA Model {index:00}").ToList();
        var value = NodeLabels.Of(Gpus.Node([.. names.Select((name, index) => Gpus.Gpu(index, name))]))[NodeLabels.Model]!;
        Assert.Equal(["NVIDIA-Model-00", "NVIDIA-Model-01", "NVIDIA-Model-02", "NVIDIA-Model-03"], value.Split('_'));
    }

    private static string[] Texts(NodeInventory node) =>
        [.. NodeLabels.Of(node).Where(label => label.Value is not null).Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal)];

    private static bool IsLabel(string value) =>
        value.Length is > 0 and <= 63
        && char.IsAsciiLetterOrDigit(value[0])
        && char.IsAsciiLetterOrDigit(value[^1])
        && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
}
