using Coaster.GpuModel.Bookings;
using Coaster.PodBookings;
using Coaster.PodModel.Pods;

namespace Coaster.Agent.Cluster;

/// <summary>Tells what becomes of bookings: to the pods as events, to the log what concerns the node.</summary>
/// <param name="events">The pods' events.</param>
/// <param name="log">The agent's log.</param>
internal sealed class BookingNotices(PodEvents events, AgentLog log) : IBookingObserver
{
    public void Accepted(PodName pod, BookingStatement statement)
    {
        // What the API server shows of a pod says it all; only what goes wrong is news.
    }

    public void Refused(PodName pod, BookingProblem problem, string why)
    {
        log.Once($"the booking of {pod} does not count: {why}");
        if (pod.Uid.Length > 0)
            events.Tell(pod.Namespace, pod.Name, pod.Uid, isWarning: true, problem.ToString(), $"Its booking does not count: {why}");
    }

    public void Released(PodName pod)
    {
    }

    public void Troubled(string why) => log.Once(why);
}
