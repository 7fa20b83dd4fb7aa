using Coaster.Kubelet.Allocation;
using Coaster.Kubelet.Drifts;
using Coaster.Kubelet.Events;
using Coaster.Kubelet.Figures;
using Coaster.Kubelet.Ports;
using Coaster.Kubelet.Registering;
using Coaster.Kubelet.Serving;
using Coaster.Kubelet.Sockets;
using Coaster.Slicing.Advertising;

namespace Coaster.Kubelet;

/// <summary>
/// The device plugin of this node: one server on one socket for each resource, registered with kubelet and registered again whenever kubelet forgets
/// it. That kubelet is not there, or not yet, is no failure.
/// </summary>
public sealed class DevicePluginHost : IAsyncDisposable
{
    /// <summary>The name of the meter that has the figures.</summary>
    public const string MeterName = KubeletMeter.Name;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEntry> _entries = new(StringComparer.Ordinal);
    private readonly Pulse _published = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly AllocationBook _book = new();
    private readonly KubeletFolder _folder;
    private readonly AllocationAnswers _answers;
    private readonly IKubeletEvents _events;
    private readonly KubeletTimings _timings;
    private readonly TimeProvider _time;
    private readonly KubeletMeter _meter;
    private readonly FolderWatch _watch;
    private readonly KubeletPresence _kubelet;
    private readonly Candidates _candidates;
    private readonly DriftReview _review;
    private Task? _running;

    /// <summary>A host that does nothing before it runs.</summary>
    /// <param name="folder">Where kubelet and its plugins meet.</param>
    /// <param name="answers">What a container gets with its devices.</param>
    /// <param name="booked">What is booked on this node.</param>
    /// <param name="pods">What kubelet has handed out.</param>
    /// <param name="events">Hears what happens.</param>
    /// <param name="time">The clock.</param>
    public DevicePluginHost(
        KubeletFolder folder, AllocationAnswers answers, IBookedContainers booked, IKubeletPods pods, IKubeletEvents events, TimeProvider time)
        : this(folder, answers, booked, pods, events, time, new KubeletTimings())
    {
    }

    internal DevicePluginHost(
        KubeletFolder folder, AllocationAnswers answers, IBookedContainers booked, IKubeletPods pods, IKubeletEvents events, TimeProvider time,
        KubeletTimings timings)
    {
        (_folder, _answers, _events, _time, _timings) = (folder, answers, events, time, timings);
        _meter = new KubeletMeter(() => Status);
        _watch = new FolderWatch(folder.Path, timings.PollEvery, time);
        _kubelet = new KubeletPresence(folder, _watch.Changes, events);
        var lists = new KubeletLists(pods, _book, events, time);
        _candidates = new Candidates(booked, lists, _book, timings, time);
        _review = new DriftReview(booked, lists, () => [.. Open().Select(entry => entry.Name)], events, timings, time);
    }

    /// <summary>How it stands now.</summary>
    public DevicePluginStatus Status => new([.. Open().Select(entry => entry.Entry.Status)], _review.Drifts);

    /// <summary>
    /// Says what this node has from now on; the latest word holds. A resource that is not named any more has no devices, and is closed after a while. One
    /// that never had a device is not told of: kubelet would show the node with 0 of it.
    /// </summary>
    public void Publish(IReadOnlyList<AdvertisedResource> resources)
    {
        lock (_lock)
        {
            var named = resources.Select(resource => resource.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var (name, entry) in _entries)
                if (!named.Contains(name))
                    entry.Feed.TrySet(new AdvertisedResource(name, []));
            foreach (var resource in resources)
                Put(resource);
        }

        _published.Beat();
    }

    /// <summary>Runs until it is called off or disposed of; once.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return _running = _running is null ? LoopAsync(cancellationToken) : throw new InvalidOperationException("the device plugin runs already");
    }

    /// <summary>Ends it; its sockets are gone then.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        if (_running is not null)
            await _running;
        _meter.Dispose();
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        var always = Task.WhenAll(_watch.RunAsync(end.Token), _review.RunAsync(end.Token));
        try
        {
            while (true)
            {
                var next = _published.Next;
                Start(end.Token);
                await next.WaitAsync(end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }

        await Task.WhenAll([always, .. Entries().Select(entry => entry.Entry.Running)]);
    }

    private void Start(CancellationToken cancellationToken)
    {
        foreach (var (_, entry) in Entries())
            entry.Start(cancellationToken);
    }

    private void Put(AdvertisedResource resource)
    {
        _entries.TryGetValue(resource.Name, out var before);
        if (before?.Feed.TrySet(resource) == true || resource.Devices.Count == 0)
            return;
        var feed = new DeviceFeed(resource, _time);
        var figures = new ResourceFigures(resource.Name, _meter, _events);
        var answers = new ResourceAnswers(feed, _answers, _candidates, _book, figures, _review.Ask, _time);
        var endpoint = new ResourceEndpoint(_folder, feed, answers, figures, _kubelet, _watch.Changes, _timings, _time);
        _entries[resource.Name] = new ResourceEntry(feed, figures, endpoint, before);
    }

    private List<(string Name, ResourceEntry Entry)> Open() => Entries().FindAll(entry => !entry.Entry.Feed.IsClosed);

    private List<(string Name, ResourceEntry Entry)> Entries()
    {
        lock (_lock)
            return [.. _entries.Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)];
    }
}
