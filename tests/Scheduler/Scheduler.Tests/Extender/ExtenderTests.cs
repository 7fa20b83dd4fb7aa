using System.Net;
using System.Text.Json.Nodes;
using Coaster.Testing;
using FsCheck.Fluent;

namespace Coaster.Scheduler.Tests.Extender;

public sealed class ExtenderTests : IAsyncLifetime
{
    private const string Pod = """{"metadata":{"name":"p","namespace":"default","uid":"uid-p","creationTimestamp":null},"spec":{"containers":[{"name":"main","image":"x","resources":{"limits":{"ten.ai/gpu-mem":"50"},"requests":{"ten.ai/gpu-mem":"50"}}}]},"status":{}}""";
    private TestScheduler _scheduler = null!;

    public async Task InitializeAsync() => _scheduler = await TestScheduler.StartAsync();

    public async Task DisposeAsync() => await _scheduler.DisposeAsync();

    [Fact]
    public async Task Filter_NamesOnly_AnswersInGosWords() => Assert.Equal(
        """{"NodeNames":["a"],"FailedNodes":{"b":"1 GPU, the largest has 40 GiB, needs 50 GiB"},"FailedAndUnresolvableNodes":{"b":"1 GPU, the largest has 40 GiB, needs 50 GiB"},"Error":""}""",
        await _scheduler.PostAsync("/filter", $$"""{"Pod":{{Pod}},"Nodes":null,"NodeNames":["b","a"]}"""));

    [Fact]
    public async Task Filter_NodesInFull_GivesThemBackAsTheyCame()
    {
        const string Full = """{"metadata":{"name":"a","labels":{"x":"y"}},"spec":{"podCIDR":"1"},"status":{"odd":[1,null]}}""";
        var answer = JsonNode.Parse(await _scheduler.PostAsync("/filter", $$$"""{"Pod":{{{Pod}}},"Nodes":{"metadata":{},"items":[{"metadata":{"name":"b"}},{{{Full}}}]},"NodeNames":null}"""))!;
        Assert.Equal($$"""{"metadata":{},"items":[{{Full}}]}""", answer["Nodes"]!.ToJsonString());
        Assert.Null(answer["NodeNames"]);
    }

    [Fact]
    public async Task Filter_NamesOfFieldsInOtherLetters_AreReadAsGoDoes() =>
        Assert.Contains("\"NodeNames\":[\"a\"]", await _scheduler.PostAsync("/filter", $$"""{"pod":{{Pod}},"nodenames":["a"]}"""), StringComparison.Ordinal);

    [Fact]
    public async Task Prioritize_Nodes_HaveOneBest() => Assert.Equal(
        """[{"Host":"b","Score":0},{"Host":"a","Score":10},{"Host":"z","Score":0}]""",
        await _scheduler.PostAsync("/prioritize", $$"""{"Pod":{{Pod}},"NodeNames":["b","a","z"]}"""));

    [Theory]
    [InlineData("/filter", "", "the question is not understood")]
    [InlineData("/filter", "null", "the question is nothing")]
    [InlineData("/filter", "{", "the question is not understood")]
    [InlineData("/filter", "[]", "the question is not understood")]
    [InlineData("/filter", """{"Pod":7}""", "the question is not understood")]
    [InlineData("/filter", """{"NodeNames":["a"]}""", "there is no Pod")]
    [InlineData("/filter", """{"Pod":{},"NodeNames":["a"]}""", "the Pod has no UID, name and namespace that Kubernetes gives")]
    [InlineData("/filter", """{"Pod":{"metadata":{"name":"../x","namespace":"default","uid":"u"}},"NodeNames":["a"]}""", "the Pod has no UID, name and namespace")]
    [InlineData("/filter", """{"Pod":{"metadata":{"name":"p","namespace":"default","uid":"u"}}}""", "there are neither Nodes nor NodeNames")]
    [InlineData("/filter", """{"Pod":{"metadata":{"name":"p","namespace":"default","uid":"u"}},"NodeNames":[null]}""", "a node has no name")]
    [InlineData("/filter", """{"Pod":{"metadata":{"name":"p","namespace":"default","uid":"u"}},"Nodes":{"items":[{}]}}""", "a node has no name")]
    [InlineData("/prioritize", "{", "the question is not understood")]
    [InlineData("/bind", "{", "the question is not understood")]
    [InlineData("/bind", "{}", "what is to be bound, or where, has no name that Kubernetes gives")]
    public async Task Question_NotUnderstood_IsRefusedWithTheReason(string path, string body, string reason) =>
        Assert.Contains(reason, await _scheduler.PostAsync(path, body), StringComparison.Ordinal);

    [Fact]
    public async Task Question_OfTenMegabytes_IsAnswered()
    {
        Assert.Contains("\"Error\":\"the question is not understood", await _scheduler.PostAsync("/filter", new string('[', 10 << 20)), StringComparison.Ordinal);
        Assert.Contains("\"NodeNames\":[\"a\"]", await _scheduler.PostAsync("/filter", $$"""{"junk":"{{new string('x', 10 << 20)}}","Pod":{{Pod}},"NodeNames":["a"]}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Question_BeforeTheClusterIsKnown_IsPutOff()
    {
        _scheduler.IsReady = false;
        Assert.Contains("it is tried again", await _scheduler.PostAsync("/filter", $$"""{"Pod":{{Pod}},"NodeNames":["a"]}"""), StringComparison.Ordinal);
        Assert.Contains("it is tried again", await _scheduler.PostAsync("/bind", """{"PodName":"p","PodNamespace":"default","PodUID":"uid-p","Node":"a"}"""), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _scheduler.GetAsync("/readyz")).Status);
    }

    [Fact]
    public async Task Get_StateAndExplain_AreJson()
    {
        await _scheduler.PostAsync("/filter", $$"""{"Pod":{{Pod}},"NodeNames":["a"]}""");
        var state = JsonNode.Parse((await _scheduler.GetAsync("/state")).Body)!.AsArray();
        Assert.Equal("assumed", state.Single(node => (string?)node!["name"] == "a")!["gpus"]![0]!["holders"]![0]!["stage"]!.GetValue<string>());
        Assert.Equal("a", JsonNode.Parse((await _scheduler.GetAsync("/explain?pod=p")).Body)!["node"]!.GetValue<string>());
        Assert.Equal((HttpStatusCode.NotFound, "no pod q is known in x: ask with /explain?namespace=NS&pod=NAME\n"), await _scheduler.GetAsync("/explain?namespace=x&pod=q"));
    }

    [Fact]
    public async Task Question_MutatedInAnyWay_IsAnsweredAndNothingUnforeseenHappens()
    {
        var sound = $$"""{"Pod":{{Pod}},"Nodes":null,"NodeNames":["a","b"],"PodName":"p","PodNamespace":"default","PodUID":"uid-p","Node":"a"}""";
        foreach (var (call, bytes) in Mutations.Of(sound).Sample(20, Calls).Index())
        {
            using var body = new ByteArrayContent(bytes);
            var (status, text) = await _scheduler.PostAsync((call % 3) switch { 0 => "/filter", 1 => "/prioritize", _ => "/bind" }, body);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{status}: {text}");
        }

        Assert.Empty(_scheduler.Log);
        Assert.Equal(HttpStatusCode.OK, (await _scheduler.GetAsync("/healthz")).Status);
    }

    /// <summary>More with <c>COASTER_FUZZ</c>.</summary>
    private static int Calls => int.TryParse(Environment.GetEnvironmentVariable("COASTER_FUZZ"), out var calls) ? calls : 3000;
}
