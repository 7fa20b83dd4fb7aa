using System.Collections.Concurrent;
using Coaster.Kubelet.Ports;

namespace Coaster.Kubelet.Tests;

/// <summary>Bookings of memory; those that the watch has not brought yet come by a look, and take the place of others by their name.</summary>
internal sealed class FakeBooked : IBookedContainers
{
    private readonly Lock _lock = new();
    private readonly List<BookedPodContainer> _known = [];
    private readonly List<BookedPodContainer> _late = [];

    public ConcurrentQueue<string> Looks { get; } = [];

    /// <summary>Whether a look never ends by itself.</summary>
    public bool IsStuck { get; set; }

    public FakeBooked Add(params BookedPodContainer[] containers)
    {
        lock (_lock)
            _known.AddRange(containers);
        return this;
    }

    public FakeBooked AddLate(BookedPodContainer container)
    {
        lock (_lock)
            _late.Add(container);
        return this;
    }

    public IReadOnlyList<BookedPodContainer> Of(string resource)
    {
        lock (_lock)
            return resource == Words.Memory ? [.. _known] : [];
    }

    public bool Knows(string ns, string pod)
    {
        lock (_lock)
            return _known.Exists(container => container.Name.Pod == pod);
    }

    public async Task LookAsync(string ns, string pod, CancellationToken cancellationToken)
    {
        Looks.Enqueue(pod);
        if (IsStuck)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        lock (_lock)
        {
            if (_late.Exists(container => container.Name.Pod == pod))
                _known.RemoveAll(container => container.Name.Pod == pod);
            _known.AddRange(_late.Where(container => container.Name.Pod == pod));
            _late.RemoveAll(container => container.Name.Pod == pod);
        }
    }
}
