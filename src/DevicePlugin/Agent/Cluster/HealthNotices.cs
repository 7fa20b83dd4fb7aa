using Coaster.GpuModel.Inventory;
using Coaster.Health.Book;
using Coaster.PodBookings;
using Coaster.PodModel.Pods;

namespace Coaster.Agent.Cluster;

/// <summary>Tells what happens to GPUs: to the node, and to the pods that hold a part of them.</summary>
/// <param name="node">The node's name.</param>
/// <param name="bookings">The node's bookings.</param>
/// <param name="events">The events.</param>
/// <param name="changed">What follows from another health.</param>
internal sealed class HealthNotices(string node, PodBookingStore bookings, PodEvents events, Action changed) : IGpuHealthObserver
{
    public void ConditionChanged(GpuCondition condition)
    {
        changed();
        if (condition.Health == GpuHealth.Healthy)
            Tell(condition.Uuid, isWarning: false, "GpuRecovered", $"The GPU {condition.Uuid} is healthy again");
        else
            Tell(condition.Uuid, isWarning: true, "GpuUnhealthy", $"The GPU {condition.Uuid} is {condition.Health.Word()}: {condition.Reason}");
    }

    /// <summary>A program's own fault is nothing to the node; which of the pods it was, the driver does not say.</summary>
    public void ApplicationFaulted(ApplicationFault fault)
    {
        foreach (var pod in Holders(fault.Uuid))
            events.Tell(pod.Namespace, pod.Name, pod.Uid, isWarning: true, fault.IsKnown ? "GpuProgramFault" : "GpuXid", $"On the GPU {fault.Uuid}, of which this pod has a part: {fault.Meaning}");
    }

    private void Tell(string uuid, bool isWarning, string reason, string message)
    {
        events.TellNode(node, isWarning, reason, message);
        foreach (var pod in Holders(uuid))
            events.Tell(pod.Namespace, pod.Name, pod.Uid, isWarning, reason, message);
    }

    private IEnumerable<PodName> Holders(string uuid) => bookings.Held
        .Where(held => held.Booking.Grants.Any(grant => string.Equals(grant.GpuUuid, uuid, StringComparison.OrdinalIgnoreCase)))
        .Select(held => held.Pod)
        .Distinct();
}
