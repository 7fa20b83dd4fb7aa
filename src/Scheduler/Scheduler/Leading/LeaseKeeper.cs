using Coaster.KubeApi;
using Coaster.KubeApi.Models;

namespace Coaster.Scheduler.Leading;

/// <summary>
/// Gets the right to bind, which one scheduler at a time has. It goes to whoever kube-scheduler asks: another one says that it would like to have it, and the
/// holder gives it up when nobody has asked it for a while. One that is silent loses it when the lease ends. Whoever gets it waits until what the one before
/// had begun is done, and reads all pods anew.
/// </summary>
/// <param name="lease">The lease.</param>
/// <param name="mandate">What it gives.</param>
/// <param name="settings">The times.</param>
/// <param name="work">What a change of hands has to wait for.</param>
/// <param name="log">Told what happens.</param>
/// <param name="time">The clock.</param>
internal sealed class LeaseKeeper(
    SchedulerLease lease, Mandate mandate, LeaseSettings settings, IBindingWork work, Action<string> log, TimeProvider time)
{
    private readonly SeenLease _seen = new(time);
    private Task _beginning = Task.CompletedTask;
    private (long At, TimeSpan Wait)? _taken;
    private bool _isTroubled;

    /// <summary>Gets the lease and keeps it, until the token.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (; ; )
        {
            await StepAsync(cancellationToken);
            await mandate.RestAsync(cancellationToken);
        }
    }

    /// <summary>Gives the lease up, so that another one need not wait for its end.</summary>
    public async Task EndAsync()
    {
        mandate.Take("this scheduler ends");
        using var limit = new CancellationTokenSource(settings.Write);
        try
        {
            var now = await lease.ReadAsync(limit.Token);
            if (IsOurs(now) && work.IsQuiet)
                await lease.GiveUpAsync(now, limit.Token);
        }
        catch (Exception error) when (error is KubernetesException or OperationCanceledException)
        {
            log($"the lease could not be given up, and ends by itself: {error.Message}");
        }
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Duration / 4);
        try
        {
            var now = await lease.ReadAsync(limit.Token);
            _seen.See(now);
            await (!IsOurs(now) ? OthersAsync(now, limit.Token) : _taken is null ? HoldAsync(now, settings.Write, limit.Token) : KeepAsync(now, limit.Token));
            _isTroubled = false;
        }
        catch (KubernetesException error) when (error.IsConflict || error.IsAlreadyExists)
        {
            // Another one was faster; the next look shows who.
        }
        catch (Exception error) when (error is KubernetesException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            if (!_isTroubled)
                log($"the lease cannot be read or renewed: {error.Message}");
            _isTroubled = true;
        }
    }

    private async Task KeepAsync(V1Lease now, CancellationToken cancellationToken)
    {
        if (WishOf(now) is { } other && other != settings.Identity && !mandate.IsBusy)
        {
            // In this order: who asks whether it may bind has said before that it is at work.
            mandate.Take($"the lease to bind goes to {other}");
            if (work.IsQuiet)
            {
                await lease.GiveUpAsync(now, cancellationToken);
                log($"gave the lease up for {other}, which kube-scheduler asks");
                return;
            }
        }

        await HoldAsync(now, TimeSpan.Zero, cancellationToken);
    }

    private async Task OthersAsync(V1Lease now, CancellationToken cancellationToken)
    {
        var (holder, isOver) = (now.Spec.HolderIdentity, _seen.IsSilentFor(settings.Duration));
        mandate.Take($"{(holder.Length == 0 ? "nobody" : holder)} has the lease to bind");
        var isForUs = WishOf(now) is not { } other || other == settings.Identity;
        if (isOver || (holder.Length == 0 && isForUs))
            await HoldAsync(now, holder.Length == 0 ? TimeSpan.Zero : settings.Write, cancellationToken);
        else if (mandate.IsBusy && WishOf(now) != settings.Identity)
            await lease.WishAsync(now, settings.Identity, cancellationToken);
    }

    /// <summary>Takes it or keeps it.</summary>
    /// <param name="now">The lease as it is.</param>
    /// <param name="wait">For how long what a holder before had begun may go on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task HoldAsync(V1Lease now, TimeSpan wait, CancellationToken cancellationToken)
    {
        var sent = time.GetTimestamp();
        // One that has our name and is none of ours is of a process before this one, which has ended: two of one name there never are.
        var isOther = _taken is null || !IsOurs(now);
        var held = await lease.HoldAsync(now, settings.Identity, isOther, settings.Duration, cancellationToken);
        _seen.See(held);
        mandate.Renewed(sent, Math.Max(1, held.Spec.LeaseTransitions ?? 0));
        if (isOther)
        {
            _taken = (sent, wait);
            log($"has the lease to bind, as epoch {mandate.Epoch}");
        }

        if (!mandate.IsGiven && _beginning.IsCompleted)
        {
            mandate.Take("this scheduler has got the lease to bind, and reads the pods anew");
            _beginning = BeginAsync(mandate.Epoch);
        }
    }

    private async Task BeginAsync(long epoch)
    {
        try
        {
            if (_taken is var (at, wait) && wait - time.GetElapsedTime(at) is { Ticks: > 0 } rest)
                await Task.Delay(rest, time);
            using var limit = new CancellationTokenSource(settings.Duration);
            await work.ReadAnewAsync(limit.Token);
            if (mandate.Epoch == epoch && _seen.Holder == settings.Identity)
                mandate.Give();
        }
        catch (Exception error) when (error is KubernetesException or OperationCanceledException)
        {
            log($"the pods cannot be read anew: {error.Message}");
        }
    }

    private bool IsOurs(V1Lease now) => now.Spec.HolderIdentity == settings.Identity;

    private static string? WishOf(V1Lease now) => now.Metadata.Annotations?.GetValueOrDefault(SchedulerLease.Wish);
}
