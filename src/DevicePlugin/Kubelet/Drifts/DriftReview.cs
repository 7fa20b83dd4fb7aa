using Coaster.Kubelet.Allocation;
using Coaster.Kubelet.Events;
using Coaster.Kubelet.Ports;
using Coaster.Kubelet.Sockets;

namespace Coaster.Kubelet.Drifts;

/// <summary>Looks for drifts every now and then, and soon after an allocation; tells of each once.</summary>
internal sealed class DriftReview(
    IBookedContainers booked, KubeletLists lists, Func<IReadOnlyList<string>> resources, IKubeletEvents events, KubeletTimings timings, TimeProvider time)
{
    private readonly Pulse _asked = new();
    private volatile IReadOnlyList<Drift> _drifts = [];

    public IReadOnlyList<Drift> Drifts => _drifts;

    /// <summary>Something was handed out.</summary>
    public void Ask() => _asked.Beat();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var asked = _asked.Next;
                await ReviewAsync(cancellationToken);
                await asked.ForAsync(timings.ReviewEvery, time, cancellationToken);
                await Task.Delay(timings.ReviewSettle, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>While kubelet does not tell, what is known of drifts stays.</summary>
    private async Task ReviewAsync(CancellationToken cancellationToken)
    {
        if (await lists.TryReviewAsync(timings.ReviewBound, cancellationToken) is not { } pods)
            return;
        IReadOnlyList<Drift> found = [.. resources().SelectMany(resource => DriftFinder.Find(resource, booked.Of(resource), pods))];
        var before = _drifts;
        _drifts = found;
        foreach (var drift in found.Except(before))
            events.Happened(new KubeletEvent(KubeletEventKind.Drift, drift.Resource, drift.ToString()));
    }
}
