using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;
using Coaster.KubeTesting;
using Coaster.Publishing.Node;

namespace Coaster.Publishing.Tests.Node;

public sealed class NodePublisherTests : IAsyncLifetime
{
    private const string Path = "/api/v1/nodes/node1";
    private static readonly NodePublisherSettings Quick = new()
    {
        FirstWait = TimeSpan.FromMilliseconds(1),
        MaxWait = TimeSpan.FromMilliseconds(20),
        LeaseNamespace = "coaster",
        LeaseInterval = TimeSpan.FromMilliseconds(20),
    };

    private readonly CancellationTokenSource _limit = TestOptions.Limit();
    private readonly ConcurrentQueue<KubernetesException> _troubles = new();
    private readonly FakeStore _leases = new();
    private readonly NodeInventory _node = Gpus.Node(Gpus.Gpu(0));
    private FakeApiServer _server = null!;
    private Kubernetes _client = null!;
    private NodePublisher _publisher = null!;
    private Task _running = Task.CompletedTask;
    private JsonObject _stored = new() { ["metadata"] = new JsonObject { ["name"] = "node1", ["uid"] = "u1", ["resourceVersion"] = "1" } };
    private volatile bool _isWell = true;
    private volatile int _refusals;
    private int _seen;

    public async Task InitializeAsync()
    {
        _server = await FakeApiServer.StartAsync();
        _server.Answer = Answer;
        _client = _server.Client();
        _publisher = new NodePublisher(_client, "node1", Quick, () => _isWell, _troubles.Enqueue, TimeProvider.System)
        {
            Seen = _ => Interlocked.Increment(ref _seen),
        };
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
    public async Task RunAsync_BareNode_IsWrittenOnceInOneChange()
    {
        _publisher.Publish(_node);
        var watch = await StartAsync();
        Assert.Equal("metadata.name=node1", watch.Call.Query["fieldSelector"]);
        await PatchesAsync(1);
        Assert.Equal(InventoryCodec.Encode(_node), Annotation());
        Assert.Equal("NVIDIA-H200", Label(NodeLabels.Model));
        await watch.SendAsync(Json.Event("MODIFIED", Stored()));
        // The list was the first. An event that comes only after a later write looks as if somebody had undone that, and it is written again.
        await Wait.UntilAsync(() => Volatile.Read(ref _seen) == 2);
        _publisher.Publish(_node with { Gpus = [Gpus.Gpu(0)] });
        _publisher.Publish(Gpus.Node(Gpus.Gpu(0), Gpus.Gpu(1)));
        await Wait.UntilAsync(() => Label(NodeLabels.Count) == "2");
        Assert.Equal(2, Patches.Count());
    }

    [Fact]
    public async Task RunAsync_SomebodyRemovesIt_IsWrittenAgain()
    {
        _publisher.Publish(_node);
        var watch = await StartAsync();
        await PatchesAsync(1);
        lock (_leases)
            _stored["metadata"]!.AsObject().Remove("annotations");
        await watch.SendAsync(Json.Event("MODIFIED", Stored()));
        await PatchesAsync(2);
        Assert.Equal(InventoryCodec.Encode(_node), Annotation());
        Assert.DoesNotContain("labels", Patches.Last().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Refused_IsToldAndTriedAgain()
    {
        _refusals = 3;
        _publisher.Publish(_node);
        await StartAsync();
        await Wait.UntilAsync(() => Annotation() is not null);
        Assert.Equal(["Forbidden", "Forbidden", "Forbidden"], _troubles.Select(error => error.Reason));
    }

    [Fact]
    public async Task RunAsync_NodeMadeAgain_IsWritten()
    {
        _publisher.Publish(_node);
        var watch = await StartAsync();
        await PatchesAsync(1);
        var old = Stored();
        lock (_leases)
            _stored = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "node1", ["uid"] = "u2", ["resourceVersion"] = "9" } };
        await watch.SendAsync(Json.Event("DELETED", old), Json.Event("ADDED", Stored()));
        await PatchesAsync(2);
        await Wait.UntilAsync(() => Annotation() is not null);
    }

    [Fact]
    public async Task RunAsync_NothingPublished_WritesNothingButTheLease()
    {
        await StartAsync();
        await RenewalsAsync(3);
        Assert.Empty(Patches);
        var lease = _leases.Only;
        Assert.Equal(("coaster-agent-node1", "u1"), ((string?)lease["metadata"]!["name"], (string?)lease["metadata"]!["ownerReferences"]![0]!["uid"]));
        Assert.Equal(40, (int?)lease["spec"]!["leaseDurationSeconds"]);
    }

    [Fact]
    public async Task RunAsync_AgentIsNotWell_RenewsNoLeaseUntilItIs()
    {
        var asked = 0;
        _isWell = false;
        _publisher = new NodePublisher(_client, "node1", Quick, () => Interlocked.Increment(ref asked) > 0 && _isWell, _troubles.Enqueue, TimeProvider.System);
        await StartAsync();
        await Wait.UntilAsync(() => Volatile.Read(ref asked) > 3);
        Assert.DoesNotContain(_server.Calls, IsLease);
        _isWell = true;
        await RenewalsAsync(1);
    }

    [Fact]
    public async Task RunAsync_LeaseIsRefused_IsToldAndTriedAgain()
    {
        var refused = 0;
        _server.Answer = call => IsLease(call) && Interlocked.Increment(ref refused) <= 2 ? FakeAnswer.Refused(403, "Forbidden") : Answer(call);
        await StartAsync();
        await Wait.UntilAsync(() => LeaseCount() == 1);
        Assert.Equal(2, _troubles.Count(error => error.Reason == "Forbidden"));
    }

    [Fact]
    public async Task Publish_TooLarge_LeavesWhatStood()
    {
        _publisher.Publish(_node);
        Assert.Throws<CoasterException>(() => _publisher.Publish(Gpus.Node([.. Enumerable.Range(0, 200).Select(index => Gpus.Gpu(index, devices: 14))])));
        await StartAsync();
        await PatchesAsync(1);
        Assert.Equal(InventoryCodec.Encode(_node), Annotation());
    }

    private IEnumerable<FakeCall> Patches => _server.Calls.Where(call => call is { Method: "PATCH", Path: Path });

    private static bool IsLease(FakeCall call) => call.Path.Contains("/leases", StringComparison.Ordinal);

    private FakeAnswer? Answer(FakeCall call)
    {
        lock (_leases)
        {
            if (IsLease(call))
                return _leases.Answer(call);
            if (call.IsWatch)
                return null;
            if (call.Method != "PATCH")
                return FakeAnswer.Ok(Json.List("5", _stored.ToJsonString()));
            return _refusals-- > 0 ? FakeAnswer.Refused(403, "Forbidden") : FakeAnswer.Ok(Merged(call.Body));
        }
    }

    private string Merged(string patch)
    {
        var store = new FakeStore();
        store.Answer(new FakeCall("POST", "/nodes", new Dictionary<string, string>(), _stored.ToJsonString(), new Dictionary<string, string>()));
        store.Answer(new FakeCall("PATCH", "/nodes/node1", new Dictionary<string, string>(), patch, new Dictionary<string, string>()));
        _stored = store.Only.DeepClone().AsObject();
        return _stored.ToJsonString();
    }

    private string Stored()
    {
        lock (_leases)
            return _stored.ToJsonString();
    }

    private string? Annotation()
    {
        lock (_leases)
            return (string?)_stored["metadata"]!["annotations"]?["ten.ai/inventory"];
    }

    private string? Label(string name)
    {
        lock (_leases)
            return (string?)_stored["metadata"]!["labels"]?[name];
    }

    private int LeaseCount()
    {
        lock (_leases)
            return _leases.Objects.Count;
    }

    private Task<FakeWatch> StartAsync()
    {
        _running = _publisher.RunAsync(_limit.Token);
        return _server.NextWatchAsync();
    }

    private Task PatchesAsync(int count) => Wait.UntilAsync(() => Patches.Count() >= count && (_refusals > 0 || Annotation() is not null));

    private Task RenewalsAsync(int count) =>
        Wait.UntilAsync(() => _server.Calls.Count(call => IsLease(call)) > count && LeaseCount() == 1);
}
