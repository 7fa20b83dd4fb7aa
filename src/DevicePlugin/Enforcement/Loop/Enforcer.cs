using Coaster.Enforcement.Acting;
using Coaster.Enforcement.Containers;
using Coaster.Enforcement.Contexts;
using Coaster.Enforcement.Events;
using Coaster.Enforcement.Processes;
using Coaster.Enforcement.Sampling;
using Coaster.Enforcement.Status;
using Coaster.Enforcement.Tiers.Mps;
using Coaster.Enforcement.Watching;
using Coaster.GpuModel.Bookings;
using Coaster.Quota.Counters;
using Coaster.Settings;

namespace Coaster.Enforcement.Loop;

/// <summary>
/// The agent's half of all quotas: each step it follows the ledger, asks the driver, corrects every container's accounting, shares out the GPUs' time, and
/// watches. One thread steps; the status may be read by any.
/// </summary>
public sealed class Enforcer : IDisposable
{
    private readonly Lock _stepping = new();
    private readonly MonotonicClock _clock;
    private readonly IGpuSampler _sampler;
    private readonly EventLog _events;
    private readonly TenantSet _tenants;
    private readonly ProcessMap _processes = new();
    private readonly GpuControllers _controllers;
    private readonly MemoryWork _memory;
    private readonly WatchWork _watch;
    private readonly IMpsClients? _mps;

    /// <summary>Makes one; nothing happens before the first step.</summary>
    /// <param name="settings">Where the state is, and what is done about containers over their limits.</param>
    /// <param name="sampler">Whom the driver is asked by; belongs to the caller.</param>
    /// <param name="clock">The clocks.</param>
    /// <param name="contexts">What contexts hold.</param>
    /// <param name="events">Where it is told what happened.</param>
    /// <param name="actions">How containers are stopped.</param>
    /// <param name="mps">Who is a client of MPS; null where nobody is.</param>
    public Enforcer(
        HostSettings settings,
        IGpuSampler sampler,
        MonotonicClock clock,
        ContextCosts contexts,
        EventLog events,
        ICgroupActions actions,
        IMpsClients? mps = null)
    {
        _mps = mps;
        (_sampler, _clock, _events) = (sampler, clock, events);
        _tenants = new TenantSet(settings, events);
        _controllers = new GpuControllers(clock);
        _memory = new MemoryWork(contexts);
        _watch = new WatchWork(settings.Enforcement, clock, events, actions);
    }

    /// <summary>How many containers with shares there are.</summary>
    public int Count => _tenants.Tenants.Count;

    /// <summary>The ids of those that are held by a tier.</summary>
    public IReadOnlyCollection<string> IdsOf(EnforcementTier tier) =>
        [.. _tenants.Tenants.Where(tenant => tenant.Entry.Container.Tier == tier).Select(tenant => tenant.Id)];

    /// <summary>The GPUs that they have shares of.</summary>
    public IReadOnlyCollection<string> Gpus => GpusOf(_tenants.Tenants);

    /// <summary>Those on which anybody may have a context: not those of MPS.</summary>
    public IReadOnlyCollection<string> OpenGpus => GpusOf(_tenants.Tenants.Where(tenant => !tenant.IsMpsClient));

    /// <summary>How all containers stand, or null when the driver holds up the step that is under way for longer than that.</summary>
    public IReadOnlyList<ContainerStatus>? Status(TimeSpan bound)
    {
        if (!_stepping.TryEnter(bound))
            return null;
        try
        {
            return [.. _tenants.Tenants.Select(tenant => ContainerStatus.Of(tenant, _controllers))];
        }
        finally
        {
            _stepping.Exit();
        }
    }

    /// <summary>One step.</summary>
    public void Step()
    {
        using var alone = _stepping.EnterScope();
        foreach (var tenant in _tenants.Refresh().Went)
            Forget(tenant);
        var tenants = _tenants.Tenants;
        var before = tenants.ToDictionary(tenant => tenant, Read);
        var samples = Gpus.Select(_sampler.Sample).OfType<GpuSample>().ToDictionary(sample => sample.Uuid, StringComparer.OrdinalIgnoreCase);
        var found = Assign(samples.Values);
        foreach (var tenant in tenants)
            See(tenant);
        foreach (var tenant in tenants)
            Look(tenant, before[tenant], samples, found[tenant.Id].ToList());
        foreach (var sample in samples.Values)
            _controllers.Step(sample, [.. tenants.Where(tenant => tenant.Region is not null && tenant.IndexOf(sample.Uuid) >= 0)]);
        foreach (var tenant in tenants)
            _watch.Look(tenant, Spoils(tenant), Outsider(tenant, samples, [.. found[tenant.Id].Select(process => process.Pid)]));
    }

    /// <inheritdoc/>
    public void Dispose() => _tenants.Dispose();

    private static HashSet<string> GpusOf(IEnumerable<Tenant> tenants) =>
        tenants.SelectMany(tenant => tenant.Gpus).Select(gpu => gpu.Uuid).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private void Forget(Tenant tenant)
    {
        _controllers.Leave(tenant);
        tenant.Dispose();
    }

    private void See(Tenant tenant)
    {
        tenant.See(Read(tenant));
        if (tenant.HasPrivateTables || tenant.Counters is not { PrivateTables: > 0 })
            return;
        tenant.HasPrivateTables = true;
        _events.Add(EnforcementEvent.Of(tenant.Entry, EventKind.PrivateTables, "got private functions of the driver: what it takes by them is seen by the driver's count alone"));
    }

    private CountersSnapshot? Read(Tenant tenant)
    {
        if (tenant.Region is not { } region)
            return null;
        if (region.Read() is CountersReading.Sound sound)
            return sound.Snapshot;
        if (!tenant.IsSpoiled)
            _events.Add(EnforcementEvent.Of(tenant.Entry, EventKind.Spoiled, "it made its own counters useless: only what the driver says counts"));
        tenant.IsSpoiled = true;
        return null;
    }

    /// <summary>Who of the processes that the driver names is in which container.</summary>
    private ILookup<string, (int Pid, ContainerProcess Process)> Assign(IReadOnlyCollection<GpuSample> samples)
    {
        var places = _tenants.Tenants.Select(tenant => tenant.Place).OfType<ContainerPlace>().ToList();
        var pids = samples.SelectMany(sample => sample.UsedBytes.Keys.Concat(sample.BusyNs.Keys)).ToHashSet();
        _processes.Keep(pids);
        return pids.Select(pid => (pid, Process: _processes.Find(pid, places))).Where(found => found.Process is not null)
            .ToLookup(found => found.Process!.Container, found => (found.pid, found.Process!));
    }

    private void Look(
        Tenant tenant, CountersSnapshot? before, Dictionary<string, GpuSample> samples, List<(int Pid, ContainerProcess Process)> processes)
    {
        tenant.Region?.Beat();
        var own = tenant.Gpus.Select(gpu => samples.GetValueOrDefault(gpu.Uuid)).OfType<GpuSample>().ToList();
        // A GPU that does not answer says nothing of its processes, and least that they hold nothing.
        if (own.Count < tenant.Gpus.Count)
            return;
        for (var gpu = 0; gpu < own.Count; gpu++)
            tenant.AddBusy(gpu, BusyOf(own[gpu], processes) + PartOf(own[gpu], tenant, gpu));
        _memory.Look(tenant, before, processes, own);
    }

    private static long BusyOf(GpuSample sample, List<(int Pid, ContainerProcess Process)> processes) =>
        processes.Sum(process => sample.BusyNs.GetValueOrDefault(process.Pid));

    /// <summary>Where the driver does not tell whose the time was, it is divided by what was charged.</summary>
    private long PartOf(GpuSample sample, Tenant tenant, int gpu)
    {
        if (sample.UnattributedBusyNs == 0)
            return 0;
        var all = _tenants.Tenants.Sum(other => other.IndexOf(sample.Uuid) is >= 0 and var at ? other.ChargedNs(at) : 0);
        return all > 0 ? (long)(sample.UnattributedBusyNs * (tenant.ChargedNs(gpu) / all)) : 0;
    }

    private int? Spoils(Tenant tenant)
    {
        for (var gpu = 0; gpu < tenant.Gpus.Count && tenant.Region is { } region; gpu++)
        {
            var uuid = tenant.Gpus[gpu].Uuid;
            var order = region.OrderInForce(gpu);
            var look = new ComputeLook(order.IsLimited, order.RatePpm, _controllers.GotPpm(uuid, tenant), tenant.ChargedNs(gpu) > 0,
                _controllers.LaunchedInDebt(uuid, tenant), tenant.Findings.UncountedBytes[gpu] > 0);
            if (tenant.ComputeWatches[gpu].Look(look, _clock.Now))
                return gpu;
        }

        return null;
    }

    /// <summary>A process that has a context past MPS, or null.</summary>
    private int? Outsider(Tenant tenant, Dictionary<string, GpuSample> samples, List<int> pids) =>
        tenant.IsMpsClient && samples.GetValueOrDefault(tenant.Gpus[0].Uuid) is { } sample
            ? tenant.Outsiders.Look(pids.Where(sample.UsedBytes.ContainsKey), _mps?.Of(sample.Uuid))
            : null;
}
