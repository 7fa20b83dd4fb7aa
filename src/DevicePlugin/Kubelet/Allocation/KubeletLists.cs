using Coaster.Kubelet.Events;
using Coaster.Kubelet.Ports;
using Coaster.KubeletApi;

namespace Coaster.Kubelet.Allocation;

/// <summary>Asks kubelet what it has handed out, and keeps the book up to date with it.</summary>
internal sealed class KubeletLists(IKubeletPods pods, AllocationBook book, IKubeletEvents events, TimeProvider time)
{
    private string? _told;
    private long _settled;

    /// <summary>
    /// Kubelet's word while it waits for ours: it has written down all that it handed out before. Null where it does not give it within the bound; why, is
    /// told once.
    /// </summary>
    public Task<IReadOnlyList<PodHoldings>?> TryListAsync(TimeSpan bound, CancellationToken cancellationToken) =>
        TryListAsync(pods.ListHoldingsAsync, pod => pod, book.Begin(), bound, cancellationToken);

    /// <summary>The same before kubelet asks for anything: only which pods it has already is learned for certain.</summary>
    public Task TryMeetAsync(TimeSpan bound, CancellationToken cancellationToken) =>
        TryListAsync(pods.ListHoldingsAsync, pod => pod, book.Begin() with { Answers = 0 }, bound, cancellationToken);

    /// <summary>
    /// The same with the ids, and at any time: what was answered since the last review, kubelet may be about to write down.
    /// </summary>
    public Task<IReadOnlyList<PodDevices>?> TryReviewAsync(TimeSpan bound, CancellationToken cancellationToken)
    {
        var turn = book.Begin();
        var settled = _settled;
        _settled = turn.Answers;
        return TryListAsync(pods.ListAsync, pod => pod.Holdings, turn with { Answers = settled }, bound, cancellationToken);
    }

    private async Task<IReadOnlyList<T>?> TryListAsync<T>(
        Func<CancellationToken, Task<IReadOnlyList<T>>> ask, Func<T, PodHoldings> holdings, ListTurn turn, TimeSpan bound, CancellationToken cancellationToken)
    {
        try
        {
            var listed = await BoundedAsync(ask, bound, cancellationToken);
            book.Learn([.. listed.Select(holdings)], turn);
            Volatile.Write(ref _told, null);
            return listed;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            Tell(error is OperationCanceledException ? $"no answer within {bound.TotalSeconds:0.###} s" : error.Message);
            return null;
        }
    }

    private async Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> ask, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(bound, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        return await ask(either.Token).WaitAsync(either.Token);
    }

    private void Tell(string reason)
    {
        if (Interlocked.Exchange(ref _told, reason) != reason)
            events.Happened(new KubeletEvent(KubeletEventKind.Unreadable, null, $"kubelet does not tell what it has handed out: {reason}"));
    }
}
