using Coaster.Kubelet.Sockets;
using Coaster.Slicing.Advertising;

namespace Coaster.Kubelet.Serving;

/// <summary>The devices of a resource as they are now, and the news when they are others.</summary>
internal sealed class DeviceFeed(AdvertisedResource first, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Pulse _changes = new();
    private volatile FeedSnapshot _current = new(first);
    private long _emptySince = time.GetTimestamp();
    private volatile bool _isClosed;

    public FeedSnapshot Current => _current;

    public Task Changed => _changes.Next;

    public bool IsClosed => _isClosed;

    /// <summary>Replaces the devices; false when it is closed.</summary>
    public bool TrySet(AdvertisedResource resource)
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;
            if (_current.Resource.Equals(resource))
                return true;
            if (!_current.IsEmpty)
                _emptySince = time.GetTimestamp();
            _current = new FeedSnapshot(resource);
        }

        _changes.Beat();
        return true;
    }

    /// <summary>Closes it when there have been no devices for so long; whether it is closed.</summary>
    public bool TryClose(TimeSpan after)
    {
        lock (_lock)
            return _isClosed |= _current.IsEmpty && time.GetElapsedTime(_emptySince) >= after;
    }
}
