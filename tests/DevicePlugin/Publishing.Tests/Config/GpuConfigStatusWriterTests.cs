using System.Collections.Concurrent;
using System.Text.Json;
using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;
using Coaster.KubeTesting;
using Coaster.Publishing.Config;
using Coaster.Publishing.Modes;
using Coaster.Publishing.Node;

namespace Coaster.Publishing.Tests.Config;

public sealed class GpuConfigStatusWriterTests : IAsyncLifetime
{
    private static readonly NodePublisherSettings Quick = new() { FirstWait = TimeSpan.FromMilliseconds(1), MaxWait = TimeSpan.FromMilliseconds(10) };
    private static readonly GpuModeState Waiting = new(
        "GPU-1", new GpuModeSpec(GpuMode.Whole), GpuModeSpec.Auto, GpuModeProgress.Waiting, "waits for 1 container: ns/a/main");

    private readonly CancellationTokenSource _limit = TestOptions.Limit();
    private readonly ConcurrentQueue<KubernetesException> _troubles = new();
    private readonly V1alpha1GpuConfig _config = JsonSerializer.Deserialize(GpuConfigs.Item("u1", "4", "whole"), GpuConfigJson.Default.V1alpha1GpuConfig)!;
    private FakeApiServer _server = null!;
    private Kubernetes _client = null!;
    private GpuConfigStatusWriter _writer = null!;
    private Task _running = Task.CompletedTask;
    private volatile string _answer = "{}";

    public async Task InitializeAsync()
    {
        _server = await FakeApiServer.StartAsync();
        _server.Answer = _ => FakeAnswer.Ok(_answer);
        _client = _server.Client();
        _writer = new GpuConfigStatusWriter(_client, Quick, _troubles.Enqueue, TimeProvider.System);
        _running = _writer.RunAsync(_limit.Token);
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
    public async Task Report_NewStates_AreWrittenOnceInTheSubresource()
    {
        _answer = Answered([Waiting], ["gpus[1] x"]);
        _writer.Report([Waiting], ["gpus[1] x"]);
        _writer.Take(_config);
        await CallsAsync(1);
        _writer.Report([Waiting], ["gpus[1] x"]);
        _writer.Take(_config with { Status = GpuConfigStatus.Of([Waiting], ["gpus[1] x"]) });
        _answer = Answered([], []);
        _writer.Report([], []);
        await CallsAsync(2);
        var calls = _server.Calls.ToList();
        Assert.Equal(("PATCH", GpuConfigs.Collection + "/node1/status"), (calls[0].Method, calls[0].Path));
        Assert.Equal(
            """{"status":{"summary":"0 of 1 applied, 1 waiting, 1 refused","gpus":[""" + """
            {"gpu":"GPU-1","wanted":"whole","applied":"auto","state":"Waiting","message":"waits for 1 container: ns/a/main"}],"refusals":["gpus[1] x"]}}
            """,
            calls[0].Body);
        Assert.Equal("""{"status":{"summary":"0 of 0 applied","gpus":[],"refusals":null}}""", calls[1].Body);
        Assert.Equal(2, calls.Count);
    }

    [Fact]
    public async Task Report_Refused_IsToldAndTriedAgain()
    {
        var refused = 0;
        _server.Answer = _ => Interlocked.Increment(ref refused) <= 2 ? FakeAnswer.Refused(403, "Forbidden") : FakeAnswer.Ok(Answered([Waiting], []));
        _writer.Take(_config);
        _writer.Report([Waiting], []);
        await CallsAsync(3);
        Assert.Equal(["Forbidden", "Forbidden"], _troubles.Select(error => error.Reason));
    }

    [Fact]
    public async Task Report_NoResource_IsNotWrittenUntilThereIsOne()
    {
        _answer = Answered([Waiting], []);
        _writer.Report([Waiting], []);
        _writer.Take(null);
        _writer.Take(_config);
        await CallsAsync(1);
        Assert.Contains("GPU-1", Assert.Single(_server.Calls).Body, StringComparison.Ordinal);
    }

    private string Answered(IReadOnlyList<GpuModeState> states, IReadOnlyList<string> refusals) =>
        JsonSerializer.Serialize(_config with { Status = GpuConfigStatus.Of(states, refusals) }, GpuConfigJson.Default.V1alpha1GpuConfig);

    private Task CallsAsync(int count) => Wait.UntilAsync(() => _server.Calls.Count >= count);
}
