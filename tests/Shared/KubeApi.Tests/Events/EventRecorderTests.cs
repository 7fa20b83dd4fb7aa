using Coaster.KubeApi.Events;
using Coaster.KubeApi.Models;
using Coaster.KubeTesting;

namespace Coaster.KubeApi.Tests.Events;

public sealed class EventRecorderTests : IAsyncLifetime
{
    private static readonly V1ObjectReference Pod = new() { Kind = "Pod", Name = "a", NamespaceProperty = "work", Uid = "u1" };
    private readonly FakeClock _clock = new();
    private readonly FakeStore _store = new();
    private FakeApiServer _server = null!;
    private Kubernetes _client = null!;

    public async Task InitializeAsync()
    {
        _server = await FakeApiServer.StartAsync();
        _server.Answer = _store.Answer;
        _client = _server.Client();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task RecordAsync_SameAgain_CountsUpOneObject()
    {
        using var recorder = Recorder();
        Assert.True(await recorder.RecordAsync(Pod, "Warning", "Refused", "no room"));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await recorder.RecordAsync(Pod, "Warning", "Refused", "no room"));
        Assert.Equal(["POST /api/v1/namespaces/work/events", "PATCH"], _server.Calls.Select((call, index) => index == 0 ? call.ToString() : call.Method));
        var kept = _store.Only;
        Assert.Equal((2, "2026-01-02T04:04:05Z", "2026-01-02T04:04:10Z"), ((int)kept["count"]!, (string?)kept["firstTimestamp"], (string?)kept["lastTimestamp"]));
        Assert.Equal(("u1", "agent", "node1"), ((string?)kept["involvedObject"]!["uid"], (string?)kept["source"]!["component"], (string?)kept["source"]!["host"]));
        Assert.StartsWith("a.", (string?)kept["metadata"]!["name"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordAsync_OtherMessageOrObject_IsAnotherObject()
    {
        using var recorder = Recorder();
        await recorder.RecordAsync(Pod, "Normal", "Booked", "one");
        await recorder.RecordAsync(Pod, "Normal", "Booked", "two");
        await recorder.RecordAsync(Pod with { Uid = "u2" }, "Normal", "Booked", "one");
        Assert.Equal(3, _store.Objects.Count);
    }

    [Fact]
    public async Task RecordAsync_ForgottenByTheServer_IsMadeAgain()
    {
        using var recorder = Recorder();
        await recorder.RecordAsync(Pod, "Normal", "Booked", "one");
        _store.Clear();
        await recorder.RecordAsync(Pod, "Normal", "Booked", "one");
        Assert.Equal(2, (int)_store.Only["count"]!);
    }

    [Fact]
    public async Task RecordAsync_OfANode_IsInTheDefaultNamespace()
    {
        using var recorder = Recorder();
        await recorder.RecordAsync(new V1ObjectReference { Kind = "Node", Name = "node1", Uid = "node1" }, "Normal", "Ready", "it is");
        Assert.StartsWith("/api/v1/namespaces/default/events/node1.", Assert.Single(_store.Objects).Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecordAsync_Loop_IsBoundedAndCountedAfterwards()
    {
        using var recorder = Recorder(new EventSettings { BurstOfObject = 3, IntervalOfObject = TimeSpan.FromMinutes(1) });
        var written = 0;
        for (var i = 0; i < 100; i++)
            written += await recorder.RecordAsync(Pod, "Warning", "Refused", "no room") ? 1 : 0;
        Assert.Equal((3, 3), (written, _server.Calls.Count));
        Assert.True(await recorder.RecordAsync(Pod with { Uid = "u2" }, "Warning", "Refused", "no room"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await recorder.RecordAsync(Pod, "Warning", "Refused", "no room"));
        Assert.Contains(_store.Objects.Values, kept => (int)kept["count"]! == 101);
    }

    [Fact]
    public async Task RecordAsync_ManyObjects_AreBoundedTogether()
    {
        using var recorder = Recorder(new EventSettings { Burst = 5 });
        var written = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => recorder.RecordAsync(Pod with { Uid = $"{number}" }, "Normal", "A", "b")));
        Assert.Equal(5, written.Count(was => was));
    }

    [Fact]
    public async Task RecordAsync_SameFromManyThreads_IsOneObject()
    {
        using var recorder = Recorder();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => recorder.RecordAsync(Pod, "Normal", "A", "b")));
        Assert.Equal(20, (int)_store.Only["count"]!);
    }

    [Fact]
    public async Task RecordAsync_LongTexts_AreCut()
    {
        using var recorder = Recorder();
        var name = new string('n', 235) + "." + new string('n', 17);
        await recorder.RecordAsync(Pod with { Name = name }, "Normal", new string('r', 200), new string('m', 1023) + "\U0001f680");
        var kept = _store.Only;
        Assert.Equal((128, 1023), (((string)kept["reason"]!).Length, ((string)kept["message"]!).Length));
        Assert.Matches("^n{235}\\.[0-9a-f]{16}$", (string)kept["metadata"]!["name"]!);
    }

    [Fact]
    public async Task RecordAsync_Refused_IsToldAndTheNextIsWritten()
    {
        using var recorder = Recorder();
        _server.Answer = _ => FakeAnswer.Refused(403, "Forbidden");
        await Assert.ThrowsAsync<KubernetesException>(() => recorder.RecordAsync(Pod, "Normal", "A", "b"));
        _server.Answer = _store.Answer;
        Assert.True(await recorder.RecordAsync(Pod, "Normal", "A", "b"));
        Assert.Equal(2, (int)_store.Only["count"]!);
    }

    private EventRecorder Recorder(EventSettings? settings = null) =>
        new(_client.Events(), new V1EventSource { Component = "agent", Host = "node1" }, settings ?? new EventSettings(), _clock);
}
