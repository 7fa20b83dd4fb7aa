using Coaster.KubeApi.Models;
using Coaster.KubeTesting;

namespace Coaster.KubeApi.Tests.Watching;

public sealed class WatchTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = TestOptions.Limit();
    private FakeApiServer _server = null!;
    private Kubernetes? _client;
    private IAsyncEnumerator<WatchEvent<V1Pod>>? _events;

    public async Task InitializeAsync() => _server = await FakeApiServer.StartAsync();

    public async Task DisposeAsync()
    {
        if (_events is not null)
            await _events.DisposeAsync();
        _client?.Dispose();
        await _server.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task WatchAsync_Events_AreTold()
    {
        var (watch, first) = await StartAsync();
        Assert.Equal(
            ("/api/v1/namespaces/default/pods", "5", "true", "spec.nodeName=node1"),
            (watch.Call.Path, watch.Version, watch.Call.Query["allowWatchBookmarks"], watch.Call.Query["fieldSelector"]));
        Assert.InRange(int.Parse(watch.Call.Query["timeoutSeconds"]), 300, 600);
        await watch.SendAsync(Json.Event("ADDED", Json.Pod("a", "u1", "6")), Json.Event("DELETED", Json.Pod("a", "u1", "7")), Json.Bookmark("9"));
        Assert.Equal("Added a", await first);
        Assert.Equal("Deleted a", await NextAsync());
        Assert.Equal("Bookmark ", await NextAsync());
    }

    [Fact]
    public async Task WatchAsync_LineInPieces_IsOneEvent()
    {
        var (watch, first) = await StartAsync();
        var line = Json.Event("ADDED", Json.Pod("a", "u1", "6")) + "\n";
        foreach (var piece in line.Chunk(17))
            await watch.SendRawAsync(new string(piece));
        Assert.Equal("Added a", await first);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WatchAsync_ConnectionIsCutOrEnds_GoesOnFromTheLastBookmark(bool isCut)
    {
        var (watch, first) = await StartAsync();
        await watch.SendAsync(Json.Bookmark("8"));
        await first;
        var next = NextAsync();
        if (isCut)
            watch.Cut();
        else
            watch.End();
        if (isCut)
        {
            Assert.StartsWith("Error a watch was cut", await next, StringComparison.Ordinal);
            next = NextAsync();
        }

        var again = await _server.NextWatchAsync();
        Assert.Equal("8", again.Version);
        await again.SendAsync(Json.Event("MODIFIED", Json.Pod("a", "u1", "9")));
        Assert.Equal("Modified a", await next);
    }

    [Fact]
    public async Task WatchAsync_HalfALineIsCut_ItIsNoEvent()
    {
        var (watch, first) = await StartAsync();
        await watch.SendRawAsync(Json.Event("ADDED", Json.Pod("a", "u1", "6"))[..40]);
        watch.End();
        var again = await _server.NextWatchAsync();
        Assert.Equal("5", again.Version);
        await again.SendAsync(Json.Event("ADDED", Json.Pod("b", "u2", "6")));
        Assert.Equal("Added b", await first);
    }

    [Fact]
    public async Task WatchAsync_Silence_IsToldAndConnectedAgain()
    {
        var (_, first) = await StartAsync(TestOptions.Quick with { WatchSilence = TimeSpan.FromMilliseconds(200) });
        Assert.StartsWith("Error a watch was silent", await first, StringComparison.Ordinal);
        var next = NextAsync();
        await (await _server.NextWatchAsync()).SendAsync(Json.Event("ADDED", Json.Pod("b", "u2", "6")));
        Assert.Equal("Added b", await next);
    }

    [Fact]
    public async Task WatchAsync_NothingButEnds_GivesUpSoThatItIsListedAgain()
    {
        _server.Answer = _ => FakeAnswer.Ok("");
        Open(TestOptions.Quick);
        await Assert.ThrowsAsync<KubernetesException>(NextAsync);
        Assert.Equal(5, _server.Calls.Count);
    }

    [Fact]
    public async Task WatchAsync_ServerIsDownForAWhile_IsToldAndConnectedAgain()
    {
        _server.Answer = _ => _server.Calls.Count == 1 ? FakeAnswer.Refused(500, "InternalError") : null;
        Open(TestOptions.Quick);
        Assert.Contains("InternalError", await NextAsync(), StringComparison.Ordinal);
        var next = NextAsync();
        await (await _server.NextWatchAsync()).SendAsync(Json.Event("ADDED", Json.Pod("b", "u2", "6")));
        Assert.Equal("Added b", await next);
    }

    [Fact]
    public async Task WatchAsync_VersionIsTooOldByCode_EndsAsGone()
    {
        _server.Answer = _ => FakeAnswer.Refused(410, "Expired");
        Open(TestOptions.Quick);
        Assert.True((await Assert.ThrowsAsync<KubernetesException>(NextAsync)).IsGone);
    }

    [Fact]
    public async Task WatchAsync_VersionIsTooOldByEvent_EndsAsGone()
    {
        var (watch, first) = await StartAsync();
        await watch.SendAsync(Json.Gone());
        var error = await Assert.ThrowsAsync<KubernetesException>(() => first);
        Assert.Equal((true, "Expired"), (error.IsGone, error.Reason));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":7,"object":{}}""")]
    [InlineData("""{"type":"ERROR","object":null}""")]
    public async Task WatchAsync_NoEvent_EndsTheWatch(string line)
    {
        var (watch, first) = await StartAsync();
        await watch.SendAsync(line);
        await Assert.ThrowsAsync<KubernetesException>(() => first);
    }

    [Theory]
    [InlineData("""{"type":"ADDED","object":{"metadata":{"name":"a","namespace":"b","labels":[]}}}""", "Error the object b/a cannot be read")]
    [InlineData("""{"type":"RENAMED","object":{"metadata":{"name":"a"}}}""", "Error the object a has an event of an unknown type")]
    [InlineData("""{"type":"ADDED","object":null}""", "Error the object of an unknown name cannot be read")]
    public async Task WatchAsync_ObjectThatCannotBeRead_IsNamedAndTheOthersAreTold(string line, string told)
    {
        var (watch, first) = await StartAsync();
        await watch.SendAsync(line, Json.Event("ADDED", Json.Pod("c", "u3", "7")));
        Assert.StartsWith(told, await first, StringComparison.Ordinal);
        Assert.Equal("Added c", await NextAsync());
    }

    [Fact]
    public async Task WatchAsync_ObjectIsTooLarge_IsNamedAndTheOthersAreTold()
    {
        var (watch, first) = await StartAsync(TestOptions.Quick with { MaxEventBytes = 1000 });
        await watch.SendAsync(Json.Event("ADDED", Json.Pod("huge", "u1", "6", new string('x', 100_000))), Json.Event("ADDED", Json.Pod("c", "u3", "7")));
        Assert.StartsWith("Error the object default/huge is larger than", await first, StringComparison.Ordinal);
        Assert.Equal("Added c", await NextAsync());
    }

    [Fact]
    public async Task WatchAsync_ObjectIsTooLargeAndTheConnectionEnds_GoesOnBehindIt()
    {
        var (watch, first) = await StartAsync(TestOptions.Quick with { MaxEventBytes = 1000 });
        await watch.SendAsync(Json.Event("ADDED", Json.Pod("huge", "u1", "6", new string('x', 100_000))));
        await first;
        watch.End();
        var next = NextAsync();
        var again = await _server.NextWatchAsync();
        Assert.Equal("6", again.Version);
        again.Cut();
        Assert.StartsWith("Error", await next, StringComparison.Ordinal);
    }

    private void Open(KubernetesOptions options)
    {
        _client = _server.Client(options);
        _events = _client.Pods().WatchAsync("default", new ListOptions("spec.nodeName=node1"), "5", _limit.Token).GetAsyncEnumerator();
    }

    private async Task<(FakeWatch Watch, Task<string> First)> StartAsync(KubernetesOptions? options = null)
    {
        Open(options ?? TestOptions.Quick);
        var first = NextAsync();
        return (await _server.NextWatchAsync(), first);
    }

    private async Task<string> NextAsync()
    {
        Assert.True(await _events!.MoveNextAsync());
        var told = _events.Current;
        return $"{told.Type} {told.Problem?.Message ?? told.Object!.Metadata.Name}";
    }
}
