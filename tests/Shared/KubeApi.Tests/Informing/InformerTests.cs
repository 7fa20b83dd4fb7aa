using System.Threading.Channels;
using Coaster.KubeApi.Informing;
using Coaster.KubeApi.Models;
using Coaster.KubeTesting;

namespace Coaster.KubeApi.Tests.Informing;

public sealed class InformerTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = TestOptions.Limit();
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();
    private readonly Channel<KubernetesException> _troubles = Channel.CreateUnbounded<KubernetesException>();
    private FakeApiServer _server = null!;
    private Kubernetes _client = null!;
    private Informer<V1Pod> _informer = null!;
    private Task _running = Task.CompletedTask;
    private string _list = Json.List("5", Json.Pod("a", "u1", "4"));

    public async Task InitializeAsync()
    {
        _server = await FakeApiServer.StartAsync();
        _server.Answer = call => call.IsWatch ? null : FakeAnswer.Ok(_list);
        _client = _server.Client();
        _informer = new Informer<V1Pod>(_client.Pods(), null, new ListOptions("spec.nodeName=node1"), Tell, error => _troubles.Writer.TryWrite(error));
    }

    public async Task DisposeAsync()
    {
        await _limit.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _client.Dispose();
        await _server.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task RunAsync_ListAndWatch_AreTold()
    {
        Assert.False(_informer.HasSynced);
        Start();
        await _informer.WaitForSyncAsync(_limit.Token);
        Assert.True(_informer.HasSynced);
        Assert.Equal("a", Assert.Single(_informer.Objects).Metadata.Name);
        var watch = await _server.NextWatchAsync();
        Assert.Equal(("5", "spec.nodeName=node1"), (watch.Version, watch.Call.Query["fieldSelector"]));
        await watch.SendAsync(
            Json.Event("ADDED", Json.Pod("b", "u2", "6")), Json.Bookmark("7"), Json.Event("MODIFIED", Json.Pod("a", "u1", "8", "Failed")),
            Json.Event("DELETED", Json.Pod("b", "u2", "9")));
        await ToldAsync("Added a/u1", "Added b/u2", "Modified a/u1", "Deleted b/u2");
        Assert.True(_informer.TryGet(new ObjectName("default", "a"), out var pod) && pod.Status!.Phase == "Failed");
        Assert.False(_informer.TryGet("u2", out _));
    }

    [Fact]
    public async Task RunAsync_VersionIsTooOld_ListsAgainAndFindsWhatIsGone()
    {
        Start();
        var watch = await _server.NextWatchAsync();
        _list = Json.List("90", Json.Pod("a", "u3", "80"), Json.Pod("c", "u4", "81"));
        await watch.SendAsync(Json.Event("ADDED", Json.Pod("b", "u2", "6")), Json.Gone());
        await ToldAsync("Added a/u1", "Added b/u2");
        Assert.Equal(["Deleted a/u1", "Deleted b/u2"], (await ToldAsync(2)).Order());
        Assert.Equal(["Added a/u3", "Added c/u4"], (await ToldAsync(2)).Order());
        Assert.Equal("90", (await _server.NextWatchAsync()).Version);
        Assert.True((await _troubles.Reader.ReadAsync(_limit.Token)).IsGone);
    }

    [Fact]
    public async Task RunAsync_VersionIsTooOldByCode_ListsAgain()
    {
        var refusals = 0;
        _server.Answer = call => !call.IsWatch ? FakeAnswer.Ok(_list)
            : Interlocked.Increment(ref refusals) <= 2 ? FakeAnswer.Refused(410, "Gone")
            : null;
        Start();
        await _server.NextWatchAsync();
        Assert.Equal(3, _server.Calls.Count(call => !call.IsWatch));
        await ToldAsync("Added a/u1");
    }

    [Fact]
    public async Task RunAsync_PodMadeAgainInAGap_IsGoneAndNew()
    {
        Start();
        var watch = await _server.NextWatchAsync();
        await watch.SendAsync(Json.Event("MODIFIED", Json.Pod("a", "u9", "8")));
        await ToldAsync("Added a/u1", "Deleted a/u1", "Added a/u9");
    }

    [Fact]
    public async Task RunAsync_ListIsRefused_TriesUntilItIsNot()
    {
        _server.Answer = call => call.IsWatch ? null : _server.Calls.Count < 3 ? FakeAnswer.Refused(403, "Forbidden") : FakeAnswer.Ok(_list);
        Start();
        await _informer.WaitForSyncAsync(_limit.Token);
        Assert.Equal("Forbidden", (await _troubles.Reader.ReadAsync(_limit.Token)).Reason);
        Assert.Equal("Forbidden", (await _troubles.Reader.ReadAsync(_limit.Token)).Reason);
    }

    [Fact]
    public async Task RunAsync_GarbageInTheWatch_ListsAgain()
    {
        Start();
        var watch = await _server.NextWatchAsync();
        await watch.SendAsync("<html>");
        await _server.NextWatchAsync();
        Assert.Equal(2, _server.Calls.Count(call => !call.IsWatch));
    }

    [Fact]
    public async Task RunAsync_CutAndSilentConnections_LoseNothing()
    {
        Start();
        var watch = await _server.NextWatchAsync();
        await watch.SendAsync(Json.Event("ADDED", Json.Pod("b", "u2", "6")));
        await ToldAsync("Added a/u1", "Added b/u2");
        watch.Cut();
        var again = await _server.NextWatchAsync();
        Assert.Equal("6", again.Version);
        await again.SendAsync(Json.Event("DELETED", Json.Pod("b", "u2", "7")));
        await ToldAsync("Deleted b/u2");
        Assert.Single(_server.Calls, call => !call.IsWatch);
    }

    [Fact]
    public async Task RunAsync_Trimmed_KeepsAndTellsThatAlone()
    {
        _informer = new Informer<V1Pod>(_client.Pods(), null, ListOptions.All, Tell, trimmed: pod => pod with { Status = null });
        Start();
        var watch = await _server.NextWatchAsync();
        await watch.SendAsync(Json.Event("ADDED", Json.Pod("b", "u2", "6")));
        await ToldAsync("Added a/u1", "Added b/u2");
        Assert.All(_informer.Objects, pod => Assert.Null(pod.Status));
    }

    [Fact]
    public async Task RunAsync_ObjectThatCannotBeRead_IsToldByItsName()
    {
        Start();
        var watch = await _server.NextWatchAsync();
        await watch.SendAsync(Json.Event("ADDED", """{"metadata":{"name":"b","namespace":"c","resourceVersion":"6"},"spec":7}"""));
        Assert.Equal("c/b", (await _troubles.Reader.ReadAsync(_limit.Token)).ObjectName);
    }

    private void Start() => _running = _informer.RunAsync(_limit.Token);

    private void Tell(WatchEventType type, V1Pod pod) => _told.Writer.TryWrite($"{type} {pod.Metadata.Name}/{pod.Metadata.Uid}");

    private async Task ToldAsync(params string[] expected) => Assert.Equal(expected, await ToldAsync(expected.Length));

    private async Task<IReadOnlyList<string>> ToldAsync(int count)
    {
        var told = new List<string>();
        while (told.Count < count)
            told.Add(await _told.Reader.ReadAsync(_limit.Token));
        return told;
    }
}
