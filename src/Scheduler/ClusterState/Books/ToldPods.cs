using Coaster.BookingKeys;
using Coaster.BookingKeys.Verdicts;
using Coaster.ClusterState.Demands;
using Coaster.ClusterState.Nodes;
using Coaster.ClusterState.Pods;
using Coaster.GpuModel.Bookings;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;

namespace Coaster.ClusterState.Books;

/// <summary>What the API server tells of pods → the book.</summary>
/// <param name="pages">The book.</param>
/// <param name="verifier">Tells which bookings count.</param>
internal sealed class ToldPods(Pages pages, BookingVerifier verifier)
{
    /// <summary>A pod is like this now, or gone.</summary>
    public void Tell(WatchEventType type, PodDemand demand, V1Pod told)
    {
        if (demand.Facts.IsEnded)
            pages.Remove(demand.Facts.Pod.Uid);
        else if (type == WatchEventType.Deleted)
            Leave(demand.Facts.Pod.Uid, told);
        else
            Take(demand, told.Spec.NodeName);
    }

    private void Take(PodDemand demand, string node)
    {
        var pod = pages.PodOf(demand);
        (pod.Demand, pod.IsTold) = (demand, true);
        if (node.Length == 0)
            return;
        Bind(pod, pages.NodeOf(node));
        pod.Demand = pod.Demand.Settled();
    }

    /// <summary>What the annotation says, if it counts; who is bound without one holds no GPU, and its agent lets it have none.</summary>
    private void Bind(PodEntry pod, NodeEntry node)
    {
        if (pod is { Stage: PodStage.Bound, IsVerified: true } && pod.Node == node)
            return;
        pages.Hold(pod, node, BookingOf(pod, node.Name), PodStage.Bound);
        pod.IsVerified = true;
    }

    private Booking? BookingOf(PodEntry pod, string node)
    {
        var facts = pod.Demand.Facts;
        if (facts.Text is not { } text)
        {
            pod.Refusal = pod.Demand.Containers.Count > 0 ? "it is bound without a booking" : null;
            return null;
        }

        var verdict = verifier.Verify(text, new BookedPod(facts.Pod.Uid, node, facts.ContainerNames, null));
        pod.Refusal = (verdict as BookingRefused)?.Why;
        return (verdict as BookingAccepted)?.Statement.Booking;
    }

    /// <summary>A pod that is gone without having ended: its containers may run for a while yet.</summary>
    private void Leave(string uid, V1Pod told)
    {
        if (pages.Pods.GetValueOrDefault(uid) is not { } pod)
            return;
        if (pod.Stage == PodStage.Bound && pod.Booking is not null && Running.MayRun(told))
            pages.Move(pod, PodStage.Leaving);
        else if (pod.Stage != PodStage.Leaving)
            pages.Remove(uid);
    }
}
