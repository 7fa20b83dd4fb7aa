using Coaster.KubeTesting;

namespace Coaster.KubeApi.Tests;

public sealed class ListTests : IAsyncLifetime
{
    private FakeApiServer _server = null!;

    public async Task InitializeAsync() => _server = await FakeApiServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task ListAsync_Pages_AreOneList()
    {
        _server.Answer = call => FakeAnswer.Ok(call.Query.GetValueOrDefault("continue") switch
        {
            null => Json.Page("7", "a+b/=", Json.Pod("a", "u1", "1")),
            "a+b/=" => Json.Page("7", "second", Json.Pod("b", "u2", "2")),
            _ => Json.Page("7", "", "null", Json.Pod("c", "u3", "3")),
        });
        using var client = _server.Client(TestOptions.Quick with { PageSize = 1 });
        var list = await client.Pods().ListAsync(null, new ListOptions("spec.nodeName=node1", "a in (b,c)"));
        Assert.Equal(["a", "b", "c"], list.Items!.Select(pod => pod.Metadata.Name));
        Assert.Equal("7", list.Metadata.ResourceVersion);
        Assert.All(_server.Calls, call => Assert.Equal(
            ("/api/v1/pods", "1", "spec.nodeName=node1", "a in (b,c)"),
            (call.Path, call.Query["limit"], call.Query["fieldSelector"], call.Query["labelSelector"])));
    }

    [Fact]
    public async Task ListAsync_PageIsTooOld_BeginsAgain()
    {
        _server.Answer = call => (_server.Calls.Count, call.Query.ContainsKey("continue")) switch
        {
            (2, true) => FakeAnswer.Refused(410, "Expired"),
            (_, true) => FakeAnswer.Ok(Json.Page("9", "", Json.Pod("b", "u2", "2"))),
            _ => FakeAnswer.Ok(Json.Page("8", "next", Json.Pod("a", "u1", "1"))),
        };
        using var client = _server.Client();
        var list = await client.Pods().ListAsync("default", ListOptions.All);
        Assert.Equal(["a", "b"], list.Items!.Select(pod => pod.Metadata.Name));
        Assert.Equal(4, _server.Calls.Count);
    }

    [Fact]
    public async Task ListAsync_PagesAreAlwaysTooOld_AsksForAllAtOnce()
    {
        _server.Answer = call => call.Query.ContainsKey("continue") ? FakeAnswer.Refused(410, "Expired")
            : call.Query.ContainsKey("limit") ? FakeAnswer.Ok(Json.Page("8", "next", Json.Pod("a", "u1", "1")))
            : FakeAnswer.Ok(Json.List("9", Json.Pod("a", "u1", "1"), Json.Pod("b", "u2", "2")));
        using var client = _server.Client();
        Assert.Equal(2, (await client.Pods().ListAsync(null, ListOptions.All)).Items!.Count);
    }

    [Fact]
    public async Task ListAsync_AlwaysGone_GivesUp()
    {
        _server.Answer = _ => FakeAnswer.Refused(410, "Expired");
        using var client = _server.Client();
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(() => client.Pods().ListAsync(null, ListOptions.All))).IsGone);
    }

    [Theory]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":null}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"}}""")]
    public async Task ListAsync_Nothing_IsEmpty(string body)
    {
        _server.Answer = _ => FakeAnswer.Ok(body);
        using var client = _server.Client();
        Assert.Empty((await client.Pods().ListAsync(null, ListOptions.All)).Items!);
    }
}
