using Coaster.KubeApi.Leases;
using Coaster.KubeApi.Models;
using Coaster.KubeTesting;

namespace Coaster.KubeApi.Tests.Leases;

public sealed class HeartbeatLeaseTests : IAsyncLifetime
{
    private readonly FakeClock _clock = new();
    private readonly FakeStore _store = new();
    private FakeApiServer _server = null!;
    private Kubernetes _client = null!;
    private HeartbeatLease _lease = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeApiServer.StartAsync();
        _server.Answer = _store.Answer;
        _client = _server.Client();
        _lease = new HeartbeatLease(_client.Leases(), "coaster", "node1", "agent", TimeSpan.FromSeconds(40), _clock)
        {
            Owners = [new V1OwnerReference { ApiVersion = "v1", Kind = "Node", Name = "node1", Uid = "u" }],
        };
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task RenewAsync_NoLease_IsMadeAndThenPatched()
    {
        await _lease.RenewAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        var lease = await _lease.RenewAsync();
        Assert.Equal(["PATCH", "POST", "PATCH"], _server.Calls.Select(call => call.Method));
        Assert.Equal(("agent", 40, _clock.GetUtcNow().UtcDateTime), (lease.Spec.HolderIdentity, lease.Spec.LeaseDurationSeconds, lease.Spec.RenewTime));
        Assert.Equal("Node", Assert.Single(lease.Metadata.OwnerReferences!).Kind);
    }

    [Fact]
    public async Task RenewAsync_FieldsOfOthers_Stay()
    {
        await _lease.RenewAsync();
        _store.Only["spec"]!["strategy"] = "OldestEmulationVersion";
        await _lease.RenewAsync();
        Assert.Equal("OldestEmulationVersion", (string?)_store.Only["spec"]!["strategy"]);
    }

    [Fact]
    public async Task RenewAsync_MadeByAnotherInBetween_IsPatched()
    {
        _server.Answer = call => call.Method == "POST" ? Twice(call) : _store.Answer(call);
        Assert.Equal("agent", (await _lease.RenewAsync()).Spec.HolderIdentity);
        Assert.Equal(["PATCH", "POST", "PATCH"], _server.Calls.Select(call => call.Method));
    }

    [Fact]
    public async Task RenewAsync_Refused_IsTold()
    {
        _server.Answer = _ => FakeAnswer.Refused(403, "Forbidden");
        Assert.Equal("Forbidden", (await Assert.ThrowsAsync<KubernetesException>(() => _lease.RenewAsync())).Reason);
    }

    private FakeAnswer? Twice(FakeCall call)
    {
        _store.Answer(call);
        return _store.Answer(call);
    }
}
