using System.Text.Json;
using System.Text.Json.Nodes;
using Coaster.GpuModel.Bookings;
using Coaster.KubeApi.Models;
using Coaster.KubeTesting;
using Coaster.PodModel.Pods;

namespace Coaster.PodModel.Tests.Pods;

public sealed class PodReaderTests
{
    [Fact]
    public void Read_AllKindsOfContainers_KnowsTheirRolesInTheirOrder()
    {
        var pod = PodText.Pod("a", "u", "{}", PodText.Container("main", 8), PodText.Container("mesh"));
        pod["spec"]!["initContainers"] = new JsonArray(PodText.Container("setup", 4), PodText.Container("side", 2, "Always"));
        pod["spec"]!["ephemeralContainers"] = new JsonArray(PodText.Container("debug"));
        pod["status"]!["initContainerStatuses"] = JsonNode.Parse("""[{"name":"setup","state":{"terminated":{"exitCode":0}}}]""");
        var facts = Read(pod)!;
        Assert.Equal(
            [("setup", ContainerRole.Init, true, 1), ("side", ContainerRole.Sidecar, false, 1), ("main", ContainerRole.App, false, 1),
                ("mesh", ContainerRole.App, false, 0), ("debug", ContainerRole.Ephemeral, false, 0)],
            facts.Containers.Select(container => (container.Name, container.Role, container.IsFinished, container.Resources.Count)));
        Assert.Equal((new PodName("default", "a", "u"), "{}", false, null), (facts.Pod, facts.Text, facts.IsEnded, facts.Problem));
    }

    [Theory]
    [InlineData("8", 8)]
    [InlineData("1k", 1000)]
    [InlineData("2147483647", int.MaxValue)]
    public void Read_Quantity_IsWhole(string text, int amount) =>
        Assert.Equal(amount, Assert.Single(Read(Limits(("ten.ai/gpu-mem", text), ("cpu", "500m")))!.Containers).Resources["ten.ai/gpu-mem"]);

    [Fact]
    public void Read_ZeroAndStrangersResources_AreNotAskedFor() =>
        Assert.Empty(Assert.Single(Read(Limits(("ten.ai/gpu", "0"), ("nvidia.com/gpu", "1"), ("ten.ai/", "1"), ("ten.ai/../x", "1")))!.Containers).Resources);

    [Theory]
    [InlineData("500m")]
    [InlineData("2147483648")]
    [InlineData("9E99")]
    [InlineData("-1")]
    [InlineData("lots")]
    [InlineData("")]
    public void Read_BadQuantity_IsAProblem(string text) =>
        Assert.Contains("main, which asks for an amount of ten.ai/gpu", Read(Limits(("ten.ai/gpu", text)))!.Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_TooMuchOfAnything_IsAProblem()
    {
        var names = Enumerable.Range(0, 17).Select(n => ($"ten.ai/mig-{n}", "1")).ToArray();
        Assert.Contains("more than 16 resources", Read(Limits(names))!.Problem, StringComparison.Ordinal);
        var many = Enumerable.Range(0, PodReader.MaxContainers + 1).Select(n => PodText.Container($"c{n}")).ToArray();
        Assert.Contains("more than 1024 containers", Read(PodText.Pod("a", "u", null, many))!.Problem, StringComparison.Ordinal);
        Assert.Contains("two containers", Read(PodText.Pod("a", "u", null, PodText.Container("x"), PodText.Container("x")))!.Problem, StringComparison.Ordinal);
        Assert.Contains("name is none", Read(PodText.Pod("a", "u", null, PodText.Container("../x")))!.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../keys")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a/b")]
    public void Read_UidThatIsNoFilesName_IsNoPod(string uid) => Assert.Null(Read(PodText.Pod("a", uid, null)));

    [Fact]
    public void Trimmed_LargePod_KeepsWhatIsRead()
    {
        var pod = PodText.Pod("a", "u", new string('x', 1 << 20), PodText.Container("main", 8));
        pod["metadata"]!["annotations"]!["other"] = new string('y', 1 << 18);
        var trimmed = PodReader.Trimmed(Parse(pod));
        Assert.Equal(SignedBookingCodec.MaxLength + 1, Assert.Single(trimmed.Metadata.Annotations!).Value.Length);
        Assert.Equal(8, PodReader.Read(trimmed)!.Find("main")!.Resources["ten.ai/gpu-mem"]);
        Assert.Equal(("u", "10"), (trimmed.Metadata.Uid, trimmed.Metadata.ResourceVersion));
    }

    private static JsonObject Limits(params (string Name, string Amount)[] limits)
    {
        var container = PodText.Container("main");
        container["resources"]!["limits"] = new JsonObject(limits.Select(limit => KeyValuePair.Create(limit.Name, (JsonNode?)limit.Amount)));
        return PodText.Pod("a", "u", null, container);
    }

    private static V1Pod Parse(JsonObject pod) => JsonSerializer.Deserialize(pod.ToJsonString(), KubernetesJson.Default.V1Pod)!;

    private static PodFacts? Read(JsonObject pod) => PodReader.Read(Parse(pod));
}
