using System.Runtime.InteropServices;
using Coaster.Agent.Cluster;
using Coaster.Agent.Options;
using Coaster.Agent.Server;
using Coaster.Enforcement.Acting;
using Coaster.Enforcement.Contexts;
using Coaster.Enforcement.Events;
using Coaster.Enforcement.Loop;
using Coaster.Enforcement.Metrics;
using Coaster.Enforcement.Partitions;
using Coaster.Enforcement.Sampling;
using Coaster.Enforcement.Tiers;
using Coaster.Enforcement.Tiers.Mps;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Posix;
using Coaster.Settings;

namespace Coaster.Agent.Running;

/// <summary>The agent from its start to its end: one for a machine.</summary>
internal static class AgentHost
{
    private const int LockAttempts = 100;
    private const int LockPauseMilliseconds = 50;
    private static readonly TimeSpan LocalPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(20);

    internal static async Task<int> RunAsync(HostSettings settings, AgentOptions options)
    {
        var ledger = new NodeLedger(settings);
        ledger.Folders.Create();
        using var alone = Acquire(Path.Combine(settings.StateDirectory, "agent.lock"));
        using var ending = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        var clock = new MonotonicClock(TimeProvider.System);
        using var sampler = new NvmlSampler(settings.DriverRoot, clock);
        var contexts = new ContextCosts(Path.Combine(settings.StateDirectory, "contexts.json"), sampler.Model);
        var events = new EventLog(Path.Combine(settings.StateDirectory, "events.jsonl"), TimeProvider.System);
        var mps = new MpsDaemons(settings, sampler, events);
        using var enforcer = new Enforcer(settings, sampler, clock, contexts, events, new CgroupActions(), mps);
        using var meter = new EnforcementMeter(enforcer, events);
        var limits = new DriverLimits(sampler, Path.Combine(settings.StateDirectory, "limits"));
        var lives = new ContainerLives(ledger, limits, mps);
        using var partitionSampler = new NvmlPartitionSampler(sampler);
        var partitions = new PartitionWatch(settings, partitionSampler, TimeProvider.System);
        var measuring = new ContextMeasuring(sampler, contexts, new ContextProbe(OwnProgram(), ProbeLimit));
        Action[] chores = [() => lives.Follow(enforcer.IdsOf(EnforcementTier.Driver)), partitions.Step];
        using var loop = new AgentLoop(enforcer, measuring, chores, TimeProvider.System);
        await using var cluster = options.Cluster is { } node ? new ClusterAgent(node, settings, TimeProvider.System) : null;
        var verbs = new AgentVerbs(enforcer, partitions, new GpuOffers(sampler, contexts, limits, mps).All, lives, loop.Wake, cluster?.Claims);
        loop.Step();
        var keeping = new MpsKeeping(mps);
        keeping.Step();
        var kept = Task.WhenAll(keeping.RunAsync(ending.Token), new MemoryKeeping(TimeProvider.System).RunAsync(ending.Token));
        var clustered = InClusterAsync(cluster, ending);
        await ServeAsync(settings, verbs, loop, enforcer, options.IsLocal ? LocalPatience : null, ending.Token).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await kept.ConfigureAwait(false);
        await clustered.ConfigureAwait(false);
        return 0;

        void Cancel(PosixSignalContext context)
        {
            context.Cancel = true;
            ending.Cancel();
        }
    }

    /// <summary>The cluster's part; whichever way it ends, the rest ends with it.</summary>
    private static async Task InClusterAsync(ClusterAgent? cluster, CancellationTokenSource ending)
    {
        try
        {
            if (cluster is not null)
                await cluster.RunAsync(ending.Token).ConfigureAwait(false);
        }
        finally
        {
            if (cluster is not null)
                await ending.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whoever books a share and then finds an agent answering relies on it: before it ends by itself, it first stops answering, and then looks once more.
    /// </summary>
    private static async Task ServeAsync(
        HostSettings settings, AgentVerbs verbs, AgentLoop loop, Enforcer enforcer, TimeSpan? patience, CancellationToken ending)
    {
        var socket = Path.Combine(settings.StateDirectory, "agent.sock");
        do
        {
            var server = AgentServer.Start(socket, verbs.AnswerAsync);
            await using (server.ConfigureAwait(false))
                await loop.RunAsync(patience, ending).ConfigureAwait(false);
            if (!ending.IsCancellationRequested)
                loop.Step();
        }
        while (!ending.IsCancellationRequested && enforcer.Count > 0);
    }

    /// <summary>One that is about to end still has it for a moment.</summary>
    private static FileLock Acquire(string path)
    {
        for (var attempt = 0; attempt < LockAttempts; attempt++)
        {
            if (FileLock.TryAcquire(path) is { } held)
                return held;
            Pause.For(LockPauseMilliseconds);
        }

        throw new CoasterException("cannot start the agent", $"another one has {path}", "One is enough for a machine: leave it, or end it first");
    }

    /// <summary>This program; run by dotnet it is an argument of that.</summary>
    private static string[] OwnProgram()
    {
        var program = Environment.ProcessPath ?? "coaster-agent";
        return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Path.Combine(AppContext.BaseDirectory, "coaster-agent.dll")] : [program];
    }
}
