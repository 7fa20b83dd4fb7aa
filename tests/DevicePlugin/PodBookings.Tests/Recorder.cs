using System.Collections.Concurrent;
using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings.Tests;

/// <summary>Keeps what the store tells.</summary>
internal sealed class Recorder : IBookingObserver
{
    public event Action? Heard;

    public ConcurrentQueue<string> Told { get; } = new();

    public ConcurrentQueue<string> Troubles { get; } = new();

    public void Accepted(PodName pod, BookingStatement statement) => Tell($"accepted {pod.Name} {statement.Epoch}");

    public void Refused(PodName pod, BookingProblem problem, string why) => Tell($"{problem} {pod.Name}");

    public void Released(PodName pod) => Tell($"released {pod.Name}");

    public void Troubled(string why)
    {
        Troubles.Enqueue(why);
        Heard?.Invoke();
    }

    private void Tell(string text)
    {
        Told.Enqueue(text);
        Heard?.Invoke();
    }
}
