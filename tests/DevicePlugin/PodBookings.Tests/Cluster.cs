using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Coaster.GpuModel.Inventory;
using Coaster.KubeApi;
using Coaster.KubeTesting;
using Coaster.Testing;

namespace Coaster.PodBookings.Tests;

/// <summary>A fake API server with pods and keys, a folder, and one store after the other on both.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = TestOptions.Limit();
    private readonly SemaphoreSlim _news = new(0);
    private CancellationTokenSource _running = new();
    private Task _run = Task.CompletedTask;
    private Kubernetes? _client;

    private Cluster(FakeApiServer server)
    {
        Server = server;
        Keys = new Dictionary<string, string> { ["a"] = Key.PublicPem };
        server.Answer = Answer;
    }

    public FakeApiServer Server { get; }

    public TempFolder Folder { get; } = new();

    public TestKey Key { get; } = new();

    public FakeClock Clock { get; } = new();

    public Recorder Recorder { get; private set; } = new();

    /// <summary>What the list has.</summary>
    public JsonObject[] Listed { get; set; } = [];

    /// <summary>What is there when it is asked for by its name; null is silence.</summary>
    public ConcurrentDictionary<string, JsonObject?> Named { get; } = new();

    public Dictionary<string, string>? Keys { get; set; }

    public bool IsDown { get; set; }

    public NodeInventory? Inventory { get; set; } = Bookings.Inventory;

    public GpuMode Mode { get; set; } = GpuMode.Auto;

    public KubernetesOptions Options { get; set; } = TestOptions.Quick;

    public PodBookingSettings Settings { get; set; } = new(Bookings.Node, "", "system", "keys");

    public PodBookingStore Store { get; private set; } = null!;

    public CancellationToken Token => _limit.Token;

    public static async Task<Cluster> StartAsync()
    {
        var cluster = new Cluster(await FakeApiServer.StartAsync());
        cluster.Settings = cluster.Settings with
        {
            Folder = cluster.Folder["state"], LookupBound = TimeSpan.FromMinutes(1), LookupMemory = TimeSpan.Zero, SweepInterval = TimeSpan.FromHours(1),
        };
        return cluster;
    }

    /// <summary>A store as the agent makes it when it starts.</summary>
    public Cluster Open()
    {
        Recorder = new Recorder();
        Recorder.Heard += () => _news.Release();
        _client = Server.Client(Options);
        Store = new PodBookingStore(Settings, _client, () => Inventory, _ => Mode, Recorder, Clock);
        Store.Changed += () => _news.Release();
        return this;
    }

    public Cluster Run()
    {
        Open();
        _running = new CancellationTokenSource();
        _run = Store.RunAsync(_running.Token);
        return this;
    }

    /// <summary>Ends the store as a signal does.</summary>
    public async Task StopAsync()
    {
        await _running.CancelAsync();
        if (!_run.IsCompletedSuccessfully)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _run);
        _run = Task.CompletedTask;
        Store?.Dispose();
        _client?.Dispose();
    }

    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
            await _news.WaitAsync(Token);
    }

    public Task ToldAsync(params string[] texts) => UntilAsync(() => texts.All(Recorder.Told.Contains));

    public async Task<FakeWatch> WatchAsync(string plural = "pods")
    {
        while (true)
            if (await Server.NextWatchAsync() is var watch && watch.Call.Path.EndsWith(plural, StringComparison.Ordinal))
                return watch;
    }

    public Task<BookingAnswer> FindAsync(string pod, string container = "main", string? uid = null) =>
        Store.FindAsync(new PodContainerId(uid ?? $"uid-{pod}", "default", pod, container), Token);

    /// <summary>A pod with a booking that is in order.</summary>
    public JsonObject Booked(string pod, long memoryMiB = 400, long epoch = 1, TestKey? key = null, string gpu = Bookings.Gpu0) =>
        PodText.Pod(pod, $"uid-{pod}", Sign(pod, memoryMiB, epoch, key, gpu));

    public string Sign(string pod, long memoryMiB = 400, long epoch = 1, TestKey? key = null, string gpu = Bookings.Gpu0) =>
        (key ?? Key).Signer.Sign(Bookings.Of($"uid-{pod}", Bookings.Share("main", memoryMiB, gpu: gpu)), Bookings.Node, epoch);

    public int Gets(string pod) => Server.Calls.Count(call => call.Path.EndsWith($"/pods/{pod}", StringComparison.Ordinal));

    public static string KeyMap(string version, Dictionary<string, string> keys) => new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = "keys", ["namespace"] = "system", ["uid"] = "k", ["resourceVersion"] = version },
        ["data"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Key, (JsonNode?)key.Value))),
    }.ToJsonString();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Server.DisposeAsync();
        Folder.Dispose();
        Key.Dispose();
        _limit.Dispose();
        _running.Dispose();
        _news.Dispose();
    }

    private FakeAnswer? Answer(FakeCall call)
    {
        if (IsDown)
            return FakeAnswer.Refused(500, "Down");
        if (call.IsWatch)
            return null;
        if (call.Path.EndsWith("/configmaps", StringComparison.Ordinal))
            return FakeAnswer.Ok(Json.List("5", Keys is null ? [] : [KeyMap("4", Keys)]));
        if (call.Path == "/api/v1/pods")
            return FakeAnswer.Ok(Json.List("9", [.. Listed.Select(pod => pod.ToJsonString())]));
        if (!Named.TryGetValue(call.Path.Split('/')[^1], out var named))
            return FakeAnswer.Refused(404, "NotFound");
        return named is null ? FakeAnswer.Ok("") with { IsSilent = true } : FakeAnswer.Ok(named.ToJsonString());
    }
}
