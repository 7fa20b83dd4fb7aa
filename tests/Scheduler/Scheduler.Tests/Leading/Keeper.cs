using Coaster.KubeApi;
using Coaster.KubeTesting;
using Coaster.Scheduler.Leading;

namespace Coaster.Scheduler.Tests.Leading;

/// <summary>One scheduler's part of a lease.</summary>
internal sealed class Keeper : IBindingWork, IAsyncDisposable
{
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _ending = new();
    private readonly LeaseKeeper _keeper;
    private readonly Task _running;

    public Keeper(KubeApi.Kubernetes api, string name)
    {
        var settings = new LeaseSettings(name, Duration, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(100));
        Mandate = new Mandate(settings, TimeProvider.System);
        _keeper = new LeaseKeeper(new SchedulerLease(api.Leases(), "coaster-system", "coaster-scheduler", TimeProvider.System), Mandate, settings, this, Tell, TimeProvider.System);
        _running = _keeper.RunAsync(_ending.Token);
    }

    public Mandate Mandate { get; }

    public bool IsQuiet { get; set; } = true;

    public int TimesRead { get; private set; }

    public List<string> Log { get; } = [];

    public Task ReadAnewAsync(CancellationToken cancellationToken)
    {
        TimesRead++;
        return Task.CompletedTask;
    }

    /// <summary>Waits until it may bind, or may not.</summary>
    public async Task MayAsync(bool may, bool asks = false)
    {
        using var limit = TestOptions.Limit();
        while (MayNow(asks) != may)
            await Task.Delay(10, limit.Token);
    }

    /// <summary>It is gone without a word.</summary>
    public async Task KillAsync()
    {
        await _ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _keeper.EndAsync();
        Mandate.Dispose();
        _ending.Dispose();
    }

    /// <summary>What is asked by a test is no call of kube-scheduler, unless it says so.</summary>
    private bool MayNow(bool asks) => asks ? Mandate.Refusal(TimeSpan.Zero) is null : Mandate.WhyNot(TimeSpan.Zero) is null;

    private void Tell(string line)
    {
        lock (Log)
            Log.Add(line);
    }
}
