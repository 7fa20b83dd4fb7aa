using Coaster.GpuModel.Inventory;
using Coaster.Health.Book;
using Coaster.Health.Judging;
using Coaster.Health.Metrics;
using Coaster.Health.Probing;

namespace Coaster.Health.Running;

/// <summary>Gives the lanes their work at each tick, takes their answers, and publishes what follows.</summary>
internal sealed class Watcher : IDisposable
{
    /// <summary>One wait for events; between two nothing is lost.</summary>
    private static readonly TimeSpan EventWait = TimeSpan.FromSeconds(1);

    /// <summary>After so many events at once the thread rests until the next tick.</summary>
    private const int MaxEvents = 64;

    private readonly Lock _gate = new();
    private readonly IGpuProbe _probe;
    private readonly HealthPolicy _policy;
    private readonly Teller _teller;
    private readonly HealthMeter _meter;
    private readonly HealthState _state;
    private readonly Lane _listing = new("coaster-gpu-list"), _events = new("coaster-gpu-events");
    private readonly Dictionary<string, GpuLane> _lanes = new(StringComparer.OrdinalIgnoreCase);
    private TimeSpan _lastTick, _nextList;
    private bool _isNew;
    private volatile GpuHealthBook _book;

    public Watcher(IGpuProbe probe, HealthPolicy policy, Teller teller, TimeProvider time, IReadOnlyList<Gpu> known)
    {
        (_probe, _policy, _teller) = (probe, policy, teller);
        _state = new HealthState(policy, time);
        _state.Expect(known);
        _book = _state.Book();
        _meter = new HealthMeter(() => _book);
        _lastTick = _nextList = _state.Now;
    }

    public GpuHealthBook Book => _book;

    public Task TellAsync() => _teller.RunAsync();

    /// <summary>One tick. Of the time that passed no more counts than two ticks: a process that was stopped itself has not been kept waiting.</summary>
    public void Step(TimeSpan tick)
    {
        lock (_gate)
        {
            var passed = _state.Now - _lastTick;
            _lastTick = _state.Now;
            Pass(passed < 2 * tick ? passed : 2 * tick);
            StartList();
            foreach (var gpu in _state.Gpus.Where(gpu => gpu.IsThere))
                StartLook(gpu);
            if (_events.IsIdle)
                _events.Start(TakeEvents);
            Publish();
        }
    }

    /// <summary>Nothing is told any more. Threads that the driver keeps end when it lets them go.</summary>
    public void End()
    {
        foreach (var lane in _lanes.Values)
            lane.Dispose();
        _events.Dispose();
        _listing.Dispose();
        if (_listing.IsIdle)
            new Thread(_probe.Dispose) { IsBackground = true, Name = "coaster-gpu-close" }.Start();
        _teller.End();
    }

    public void Dispose() => _meter.Dispose();

    private void Pass(TimeSpan passed)
    {
        _listing.Pass(passed);
        foreach (var lane in _lanes.Values)
            lane.Pass(passed);
        foreach (var gpu in _state.Gpus.Where(gpu => !gpu.IsStalled && IsSilent(gpu)))
            gpu.Stall("the driver does not answer");
    }

    /// <summary>A GPU that there is no lane for was never listed: of it nothing is known while the list is waited for.</summary>
    private bool IsSilent(GpuRecord gpu) => (_lanes.TryGetValue(gpu.Uuid, out var lane) ? lane.Waited : _listing.Waited) >= _policy.Patience;

    private void StartList()
    {
        if (!_listing.IsIdle || _state.Now < _nextList)
            return;
        _nextList = _state.Now + _policy.Poll;
        _listing.Start(() => Guard(() =>
        {
            var listing = _probe.List();
            lock (_gate)
            {
                _state.Listed(listing);
                _isNew = true;
            }
        }));
    }

    private void StartLook(GpuRecord gpu)
    {
        if (!_lanes.TryGetValue(gpu.Uuid, out var lane))
            _lanes[gpu.Uuid] = lane = new GpuLane(gpu.Uuid);
        if (!lane.IsDue(_state.Now))
            return;
        var asked = _state.Now;
        lane.Start(asked + _policy.Poll, () => Guard(() =>
        {
            if (_probe.Look(gpu.Uuid) is not { } look)
                return;
            lock (_gate)
                _state.Looked(gpu.Uuid, look, asked);
        }));
    }

    private void TakeEvents()
    {
        for (var left = MaxEvents; left > 0; left--)
        {
            GpuEvent? told = null;
            Guard(() => told = _probe.Wait(EventWait));
            if (told is null)
                return;
            lock (_gate)
                Take(told);
        }
    }

    private void Take(GpuEvent told)
    {
        if (told is { Kind: GpuEventKind.Xid, Uuid: not null })
            _meter.Xid(told.Uuid, told.Xid);
        if (_state.Happened(told) is { } fault)
            _teller.Tell(fault);
        foreach (var lane in _lanes.Values.Where(lane => told.Uuid is null || lane.Is(told.Uuid)))
            lane.Hurry();
        Publish();
    }

    private void Publish()
    {
        var changed = _state.Conclude();
        if (changed.Count > 0 || _isNew)
            _book = _state.Book();
        _isNew = false;
        foreach (var condition in changed)
        {
            if (condition.Health == GpuHealth.Stalled)
                _meter.Stalled(condition.Uuid);
            _teller.Tell(condition);
        }
    }

    /// <summary>What nobody foresaw must not end the program: the lane takes it as no answer, and asks again.</summary>
    private static void Guard(Action call)
    {
        try
        {
            call();
        }
        catch (Exception)
        {
        }
    }
}
