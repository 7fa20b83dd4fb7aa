using Coaster.Kubelet.Events;
using Coaster.Kubelet.Serving;

namespace Coaster.Kubelet.Figures;

/// <summary>What happened to one resource so far; tells whoever wants to hear it, what repeats only once.</summary>
internal sealed class ResourceFigures(string resource, KubeletMeter meter, IKubeletEvents events)
{
    private readonly Lock _lock = new();
    private bool _isRegistered;
    private long _registrations;
    private long _allocations;
    private long _errors;
    private string? _lastError;
    private string? _told;

    public string Resource => resource;

    public void Registered(int devices)
    {
        lock (_lock)
            (_isRegistered, _registrations, _told) = (true, _registrations + 1, null);
        meter.Registered(resource);
        Tell(KubeletEventKind.Registered, $"kubelet listens to {resource}: {devices} devices");
    }

    public void Unregistered()
    {
        lock (_lock)
            _isRegistered = false;
    }

    public void Allocated(TimeSpan took)
    {
        Interlocked.Increment(ref _allocations);
        meter.Allocated(resource, took);
    }

    public void Preferred(TimeSpan took) => meter.Preferred(resource, took);

    public void Failed(KubeletEventKind kind, string message)
    {
        bool isNews;
        lock (_lock)
        {
            isNews = _told != message;
            (_errors, _lastError, _told) = (_errors + 1, message, message);
        }

        meter.Failed(resource);
        if (isNews)
            Tell(kind, message);
    }

    public void Tell(KubeletEventKind kind, string message) => events.Happened(new KubeletEvent(kind, resource, message));

    public ResourceStatus Status(FeedSnapshot devices)
    {
        lock (_lock)
            return new ResourceStatus(
                resource, _isRegistered, _registrations, devices.Healthy, devices.Resource.Devices.Count - devices.Healthy,
                Interlocked.Read(ref _allocations), _errors, _lastError);
    }
}
