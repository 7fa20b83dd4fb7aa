using System.Collections.Concurrent;
using Coaster.Health.Probing;

namespace Coaster.Health.Tests;

/// <summary>A driver that does what a test says, hanging included.</summary>
internal sealed class FakeProbe : IGpuProbe
{
    private readonly ConcurrentDictionary<string, ManualResetEventSlim> _hanging = new();
    private readonly BlockingCollection<GpuEvent> _events = [];

    public ConcurrentDictionary<string, GpuLook> Looks { get; } = new();

    public GpuListing? Listing { get; set; }

    public bool IsBroken { get; set; }

    public void Hang(string uuid) => _hanging[uuid] = new ManualResetEventSlim();

    public void GoOn(string uuid)
    {
        if (_hanging.TryRemove(uuid, out var gate))
            gate.Set();
    }

    public void Tell(GpuEvent told) => _events.Add(told);

    public GpuListing List()
    {
        Enter("");
        return Listing ?? new GpuListing.Found([.. Looks.Keys.Select(uuid => new ListedGpu(uuid, []))]);
    }

    public GpuLook? Look(string uuid)
    {
        Enter(uuid);
        return Looks.GetValueOrDefault(uuid);
    }

    public GpuEvent? Wait(TimeSpan limit) => _events.TryTake(out var told, limit) ? told : null;

    public void Dispose()
    {
        foreach (var what in _hanging.Keys)
            GoOn(what);
    }

    private void Enter(string what)
    {
        if (IsBroken)
            throw new InvalidOperationException("broken");
        if (_hanging.TryGetValue(what, out var gate))
            gate.Wait();
    }
}
