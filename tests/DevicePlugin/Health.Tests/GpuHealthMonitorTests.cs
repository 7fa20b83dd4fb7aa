using System.Diagnostics.Metrics;
using Coaster.GpuModel.Inventory;
using Coaster.Health.Probing;

namespace Coaster.Health.Tests;

public sealed class GpuHealthMonitorTests : IDisposable
{
    private const string A = "GPU-a", B = "GPU-b";
    private readonly FakeClock _clock = new();
    private readonly FakeProbe _probe = new();

    public void Dispose() => _probe.Dispose();

    [Fact]
    public void Book_BeforeItRuns_IsEmpty() => Assert.Empty(new GpuHealthMonitor(() => _probe, new HealthPolicy(), new Recorder(), _clock, []).Book.Gpus);

    [Fact]
    public async Task RunAsync_OneGpuThatHangs_StallsItAloneAndBringsItBack()
    {
        await using var watched = Watch(A, B);
        await watched.Becomes(A, GpuHealth.Healthy);
        await watched.Becomes(B, GpuHealth.Healthy);
        _probe.Hang(A);
        await watched.Becomes(A, GpuHealth.Stalled);
        Assert.Equal("the driver does not answer", watched.Monitor.Book.Find(A)!.Reason);
        await watched.Becomes(B, GpuHealth.Healthy);
        Assert.Equal(GpuHealth.Stalled, watched.Monitor.Book.Find(A)!.Health);
        _probe.GoOn(A);
        await watched.Becomes(A, GpuHealth.Healthy);
    }

    [Fact]
    public async Task RunAsync_DriverThatHangsFromTheStart_StallsWhatIsKnown()
    {
        _probe.Hang("");
        _probe.Looks[A] = new GpuLook();
        var known = new Gpu(0, A, 0, "NVIDIA H200", 1, "", -1, GpuHealth.Healthy, MigMode.Disabled, []);
        await using var watched = new Watched(told => new GpuHealthMonitor(() => _probe, new HealthPolicy(), told, _clock, [known]), Pass);
        await watched.Becomes(A, GpuHealth.Stalled);
        _probe.GoOn("");
        await watched.Becomes(A, GpuHealth.Healthy);
    }

    [Fact]
    public async Task RunAsync_ProbeThatThrows_IsNoEndOfIt()
    {
        await using var watched = Watch(A);
        await watched.Becomes(A, GpuHealth.Healthy);
        _probe.IsBroken = true;
        _probe.Tell(new GpuEvent(A, GpuEventKind.Xid, 79));
        await watched.Becomes(A, GpuHealth.Lost);
        _probe.IsBroken = false;
        await watched.Becomes(A, GpuHealth.Healthy);
    }

    [Fact]
    public async Task RunAsync_DriverThatIsGone_StallsAllAndComesBack()
    {
        await using var watched = Watch(A);
        await watched.Becomes(A, GpuHealth.Healthy);
        _probe.Listing = new GpuListing.Gone("no driver");
        await watched.Becomes(A, GpuHealth.Stalled);
        _probe.Listing = null;
        await watched.Becomes(A, GpuHealth.Healthy);
    }

    [Fact]
    public async Task RunAsync_NewGpu_Appears()
    {
        await using var watched = Watch(A);
        await watched.Becomes(A, GpuHealth.Healthy);
        _probe.Looks[B] = new GpuLook { RowPending = true };
        await watched.Becomes(B, GpuHealth.Degraded);
    }

    [Fact]
    public async Task RunAsync_Changes_AreToldInOrderOnceEach()
    {
        _probe.Looks[A] = new GpuLook();
        var patient = new HealthPolicy { Patience = TimeSpan.FromHours(1) };
        await using var watched = new Watched(told => new GpuHealthMonitor(() => _probe, patient, told, _clock, []), Pass);
        await watched.Becomes(A, GpuHealth.Healthy);
        _probe.Tell(new GpuEvent(A, GpuEventKind.Xid, 48));
        await watched.Becomes(A, GpuHealth.Degraded);
        _probe.Tell(new GpuEvent(A, GpuEventKind.Xid, 79));
        await watched.Becomes(A, GpuHealth.Lost);
        await watched.Becomes(A, GpuHealth.Healthy);
        await watched.Sees(() => watched.Told.Conditions.Count == 4, "told of four");
        Assert.Equal([GpuHealth.Healthy, GpuHealth.Degraded, GpuHealth.Lost, GpuHealth.Healthy], watched.Told.Conditions.Select(told => told.Health));
    }

    [Fact]
    public async Task RunAsync_ObserverThatThrows_IsToldTheRest()
    {
        _probe.Looks[A] = new GpuLook();
        var observer = new ThrowingObserver();
        await using var watched = new Watched(_ => new GpuHealthMonitor(() => _probe, new HealthPolicy(), observer, _clock, []), Pass);
        await watched.Becomes(A, GpuHealth.Healthy);
        _probe.Tell(new GpuEvent(A, GpuEventKind.Xid, 79));
        await watched.Sees(() => observer.Calls >= 2, "told twice");
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsThoughTheDriverHangs()
    {
        _probe.Hang("");
        await using (Watch(A))
            await Until.True(() => true, () => "");
        _probe.GoOn("");
    }

    [Fact]
    public async Task Meter_Xids_AreCountedByKnownNumbers()
    {
        const string gpu = "GPU-metered";
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == GpuHealthMonitor.MeterName)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Enqueue($"{instrument.Name} {Words(tags)}"));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => seen.Enqueue($"{instrument.Name} {Words(tags)} {value}"));
        listener.Start();
        await using var watched = Watch(gpu);
        await watched.Becomes(gpu, GpuHealth.Healthy);
        _probe.Tell(new GpuEvent(gpu, GpuEventKind.Xid, 31));
        _probe.Tell(new GpuEvent(gpu, GpuEventKind.Xid, 4711));
        await watched.Sees(() => watched.Told.Faults.Count == 2, "two faults");
        _probe.Hang(gpu);
        await watched.Becomes(gpu, GpuHealth.Stalled);
        listener.RecordObservableInstruments();
        _probe.GoOn(gpu);
        string[] expected =
        [
            $"coaster_gpu_xids gpu={gpu} xid=31", $"coaster_gpu_xids gpu={gpu} xid=other", $"coaster_gpu_stalls gpu={gpu}",
            $"coaster_gpu_health gpu={gpu} health=stalled 1", $"coaster_gpu_health gpu={gpu} health=healthy 0",
        ];
        Assert.Empty(expected.Except(seen));
    }

    private static string Words(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));

    private Watched Watch(params string[] uuids)
    {
        foreach (var uuid in uuids)
            _probe.Looks[uuid] = new GpuLook();
        return new Watched(told => new GpuHealthMonitor(() => _probe, new HealthPolicy(), told, _clock, []), Pass);
    }

    /// <summary>The clock goes as long as somebody waits for something.</summary>
    private void Pass() => _clock.Advance(0.05);
}
