using System.Collections.Concurrent;
using System.Threading.Channels;
using Coaster.KubeApi;
using Coaster.KubeTesting;
using Coaster.Publishing.Config;

namespace Coaster.Publishing.Tests.Config;

public sealed class GpuConfigWatchTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = TestOptions.Limit();
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly ConcurrentQueue<KubernetesException> _troubles = new();
    private FakeApiServer _server = null!;
    private Kubernetes _client = null!;
    private Task _running = Task.CompletedTask;
    private volatile FakeAnswer _list = FakeAnswer.Ok(Json.List("5", GpuConfigs.Item("u1", "4", "shared")));

    public async Task InitializeAsync()
    {
        _server = await FakeApiServer.StartAsync();
        _server.Answer = call => call.IsWatch ? null : _list;
        _client = _server.Client();
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
    public async Task RunAsync_Resource_IsToldWithItsChanges()
    {
        Start();
        var watch = await _server.NextWatchAsync();
        Assert.Equal((GpuConfigs.Collection, "metadata.name=node1"), (watch.Call.Path, watch.Call.Query["fieldSelector"]));
        await watch.SendAsync(
            Json.Event("MODIFIED", GpuConfigs.Item("u1", "6", "whole")), Json.Event("DELETED", GpuConfigs.Item("u1", "7", "whole")),
            Json.Event("ADDED", GpuConfigs.Item("u2", "8", "local")));
        Assert.Equal(["shared", "whole", "none", "local"], await ToldAsync(4));
        Assert.Empty(_said);
    }

    [Fact]
    public async Task RunAsync_NoResource_IsToldAtOnce()
    {
        _list = FakeAnswer.Ok(Json.List("5"));
        Start();
        var watch = await _server.NextWatchAsync();
        await watch.SendAsync(Json.Event("ADDED", GpuConfigs.Item("u1", "6", "whole")));
        Assert.Equal(["none", "whole"], await ToldAsync(2));
    }

    [Fact]
    public async Task RunAsync_KindIsUnknown_IsSaidOnceAndFoundLater()
    {
        _list = GpuConfigs.Unknown;
        Start();
        Assert.Equal(["none"], await ToldAsync(1));
        await Wait.UntilAsync(() => _server.Calls.Count >= 5);
        _list = FakeAnswer.Ok(Json.List("5", GpuConfigs.Item("u1", "4", "shared")));
        Assert.Equal(["shared"], await ToldAsync(1));
        Assert.Single(_said);
        Assert.Empty(_troubles);
    }

    [Fact]
    public async Task RunAsync_KindVanishesForAMoment_ChangesNothing()
    {
        Start();
        var watch = await _server.NextWatchAsync();
        _list = GpuConfigs.Unknown;
        await watch.SendAsync(Json.Gone());
        await Wait.UntilAsync(() => _said.Count == 1 && _server.Calls.Count >= 7);
        _list = FakeAnswer.Ok(Json.List("5", GpuConfigs.Item("u1", "4", "whole")));
        Assert.Equal(["shared", "whole"], await ToldAsync(2));
    }

    [Fact]
    public async Task RunAsync_Forbidden_IsToldAndTriedAgain()
    {
        _list = FakeAnswer.Refused(403, "Forbidden");
        Start();
        await Wait.UntilAsync(() => _troubles.Count >= 2);
        Assert.False(_told.Reader.TryPeek(out _));
        _list = FakeAnswer.Ok(Json.List("5", GpuConfigs.Item("u1", "4", "whole")));
        Assert.Equal(["whole"], await ToldAsync(1));
    }

    private void Start()
    {
        var quick = new GpuConfigWatchSettings { SecondLook = TimeSpan.FromMilliseconds(5), SlowLook = TimeSpan.FromMilliseconds(10) };
        _running = new GpuConfigWatch(_client, "node1", quick, Tell, _said.Enqueue, _troubles.Enqueue, TimeProvider.System).RunAsync(_limit.Token);
    }

    private void Tell(V1alpha1GpuConfig? config) =>
        _told.Writer.TryWrite(config?.Spec?.Gpus?[0].GetProperty("mode").GetString() ?? "none");

    private async Task<IReadOnlyList<string>> ToldAsync(int count)
    {
        var told = new List<string>();
        while (told.Count < count)
            told.Add(await _told.Reader.ReadAsync(_limit.Token));
        return told;
    }
}
