using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Coaster.BookingKeys;
using Coaster.GpuBench.Extender.Calls;
using Coaster.GpuBench.Extender.Pods;
using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Extender.Setup;

/// <summary>A cluster with its scheduler: an API server with nodes and pods, and beside the scheduler one that only says again what it is told.</summary>
internal sealed class BenchCluster : IAsyncDisposable
{
    private const int Seed = 1;
    private const double FullPart = 0.6;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);

    // To find a pod costs the scheduler a look at each that it knows.
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly PodStore _store = new();
    private readonly PodMix _mix;
    private readonly Population _population;
    private readonly BookingSigner _signer;
    private ApiServer? _api;
    private int _made;

    private BenchCluster(BenchOptions options, string key)
    {
        var random = new Random(Seed);
        Nodes = new NodeList(options.Nodes, options.Gpus);
        (_mix, _signer) = (new PodMix(random, options.Gpus), BookingSigner.FromPem(key, "the benchmark's key"));
        _population = new Population((long)(FullPart * options.Nodes * options.Gpus * BenchGpu.MemoryMiB), random);
    }

    /// <summary>Its nodes.</summary>
    internal NodeList Nodes { get; }

    /// <summary>The address of the API server.</summary>
    internal string Api => _api!.Address;

    /// <summary>The scheduler under test.</summary>
    internal RunningScheduler Scheduler { get; private set; } = null!;

    /// <summary>The one to compare with.</summary>
    internal BareServer Bare { get; private set; } = null!;

    /// <summary>How many seconds the scheduler took from its start until it was ready with all nodes, and no pods.</summary>
    internal double StartSeconds { get; private set; }

    /// <summary>The most memory that it had held by then.</summary>
    internal double StartMegabytes { get; private set; }

    /// <summary>How many pods run.</summary>
    internal int Running => _population.Count;

    /// <summary>Starts everything, and waits until the scheduler knows nodes and pods.</summary>
    /// <exception cref="IOException">It does not come to that.</exception>
    internal static async Task<BenchCluster> StartAsync(BenchOptions options, Workspace workspace, CancellationToken interrupted)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportPkcs8PrivateKeyPem();
        var cluster = new BenchCluster(options, pem);
        try
        {
            await File.WriteAllTextAsync(workspace.In("key.pem"), pem, interrupted);
            await cluster.StartAsync(options.Scheduler, workspace, interrupted);
            await cluster.FillAsync(options.Gpus, interrupted);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A pod that nobody but kube-scheduler knows.</summary>
    internal BenchPod Imagine() => Make(_mix.Next());

    /// <summary>A pod that waits to be bound; with those before it, so many end that the cluster stays as full as it is.</summary>
    internal BenchPod Create()
    {
        while (_population.TakeSurplus() is { } ended)
            _store.End(ended);
        var pod = Imagine();
        _store.Add(pod);
        return pod;
    }

    /// <summary>A pod was bound, and runs.</summary>
    internal void Begin(BenchPod pod) => _population.Add(pod);

    /// <summary>A pod that was not bound is deleted.</summary>
    internal void Delete(BenchPod pod) => _store.End(pod);

    public async ValueTask DisposeAsync()
    {
        Scheduler?.Dispose();
        if (Bare is not null)
            await Bare.DisposeAsync();
        if (_api is not null)
            await _api.DisposeAsync();
        _signer.Dispose();
    }

    private BenchPod Make(PodSize size) => new(++_made, size);

    private async Task StartAsync(string program, Workspace workspace, CancellationToken interrupted)
    {
        _api = await ApiServer.StartAsync(Nodes, _store);
        Bare = await BareServer.StartAsync();
        var kubeconfig = workspace.In("kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, Kubeconfig(Api), interrupted);
        var started = Stopwatch.GetTimestamp();
        Scheduler = new RunningScheduler(program, workspace.Root, "--signing-key", workspace.In("key.pem"), "--kubeconfig", kubeconfig);
        await UntilAsync("/readyz", Soon, interrupted);
        StartSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        StartMegabytes = Scheduler.PeakMegabytes();
    }

    private async Task FillAsync(int gpus, CancellationToken interrupted)
    {
        BenchPod? last = null;
        new Filling(Nodes, gpus, _mix, new Random(Seed)).Fill(_population, _store, size => last = Make(size), _signer);
        await UntilAsync($"/explain?namespace={BenchPod.Namespace}&pod={last!.Name}", Later, interrupted);
    }

    private async Task UntilAsync(string path, TimeSpan pause, CancellationToken interrupted)
    {
        using var calls = new ExtenderCalls(Scheduler.Address, interrupted);
        for (var started = Stopwatch.GetTimestamp(); await calls.GetAsync(path) is not HttpStatusCode.OK; await Task.Delay(pause, interrupted))
        {
            Scheduler.MustRun();
            if (Stopwatch.GetElapsedTime(started) > Patience)
                throw new IOException($"the scheduler does not answer {path}; it said last: {Scheduler.LastWords}");
        }
    }

    private static string Kubeconfig(string server) => $$$"""
        {"apiVersion":"v1","kind":"Config","current-context":"bench","contexts":[{"name":"bench","context":{"cluster":"bench"}}],
        "clusters":[{"name":"bench","cluster":{"server":"{{{server}}}"}}]}
        """;
}
