using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings;

/// <summary>Is told what becomes of bookings, for events, metrics and logs. Called by several threads, and must neither block nor throw.</summary>
public interface IBookingObserver
{
    /// <summary>A booking counts from now on. Those that are read from the node's disk are not told again.</summary>
    void Accepted(PodName pod, BookingStatement statement);

    /// <summary>A booking does not count. Told once for each pod, text and problem.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="why">The same with the offending value, without a full stop.</param>
    void Refused(PodName pod, BookingProblem problem, string why);

    /// <summary>A pod that held something has ended, and holds nothing any more.</summary>
    void Released(PodName pod);

    /// <summary>Something is wrong with a file, the keys or the API server; what can be tried again is.</summary>
    /// <param name="why">A sentence without its full stop.</param>
    void Troubled(string why);
}
