using Coaster.GpuModel.Inventory;
using Coaster.Health.Book;

namespace Coaster.Health.Tests;

/// <summary>A monitor that runs for the time of a test.</summary>
internal sealed class Watched : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _running;
    private readonly Action _tick;

    public Watched(Func<IGpuHealthObserver, GpuHealthMonitor> make, Action? tick = null)
    {
        _tick = tick ?? (() => { });
        Monitor = make(Told);
        _running = Monitor.RunAsync(_end.Token);
    }

    public Recorder Told { get; } = new();

    public GpuHealthMonitor Monitor { get; }

    public Task Becomes(string uuid, GpuHealth health) => Sees(() => Monitor.Book.Find(uuid)?.Health == health, $"{uuid} {health}");

    public Task Sees(Func<bool> condition, string what) => Until.True(
        () =>
        {
            _tick();
            return condition();
        }, () => $"not {what}: {Told}");

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
    }
}
