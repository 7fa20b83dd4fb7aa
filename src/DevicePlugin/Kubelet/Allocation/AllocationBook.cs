using Coaster.KubeletApi;

namespace Coaster.Kubelet.Allocation;

/// <summary>
/// Which containers have got their devices: by kubelet's word, and between two of its words by what was answered. An answer counts for a container
/// when kubelet asked for exactly the devices that it had been told to prefer for it. Kubelet's later word always holds.
/// </summary>
internal sealed class AllocationBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(PodContainerName Container, string Resource), long> _answered = [];
    private readonly Dictionary<string, Offer> _offers = new(StringComparer.Ordinal);
    private HashSet<(PodContainerName Container, string Resource)> _told = [];
    private Dictionary<(string Namespace, string Pod), long> _since = [];
    private long _answers;
    private long _begun;
    private long _learned;

    /// <summary>Kubelet is asked now; what is answered later, its word may not have yet.</summary>
    public ListTurn Begin()
    {
        lock (_lock)
            return new ListTurn(++_begun, _answers);
    }

    /// <summary>Takes kubelet's word, unless a later one has come before it.</summary>
    public void Learn(IReadOnlyList<PodHoldings> pods, ListTurn turn)
    {
        var told = new HashSet<(PodContainerName, string)>();
        var since = new Dictionary<(string, string), long>();
        foreach (var pod in pods)
        {
            since[(pod.Namespace, pod.Pod)] = turn.Order;
            foreach (var resource in pod.Resources)
                told.Add((new PodContainerName(pod.Namespace, pod.Pod, pod.Container), resource));
        }

        lock (_lock)
        {
            if (turn.Order < _learned)
                return;
            foreach (var (pod, order) in _since)
                if (since.ContainsKey(pod))
                    since[pod] = order;
            (_told, _since, _learned) = (told, since, turn.Order);
            foreach (var (key, at) in _answered)
                if (at <= turn.Answers)
                    _answered.Remove(key);
        }
    }

    public bool Has(PodContainerName container, string resource)
    {
        lock (_lock)
            return _told.Contains((container, resource)) || _answered.ContainsKey((container, resource));
    }

    /// <summary>The turn in which kubelet listed the pod first, since when it always has; 0 for one that it does not list.</summary>
    public long ListedSince(PodContainerName container)
    {
        lock (_lock)
            return _since.GetValueOrDefault((container.Namespace, container.Pod));
    }

    /// <summary>Whether kubelet listed a pod of that name before it gave its last word.</summary>
    public bool WasListedBefore(PodContainerName container)
    {
        lock (_lock)
            return _since.TryGetValue((container.Namespace, container.Pod), out var turn) && turn < _learned;
    }

    /// <summary>Kubelet was told to prefer these devices.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="container">For whom, or null when that is not known.</param>
    /// <param name="ids">The devices.</param>
    public void Offered(string resource, PodContainerName? container, IReadOnlyList<string> ids)
    {
        lock (_lock)
            _offers[resource] = new Offer(container, ids);
    }

    /// <summary>Kubelet hands these devices out.</summary>
    public void Allocated(string resource, IReadOnlyList<string> ids)
    {
        lock (_lock)
        {
            _answers++;
            if (_offers.Remove(resource, out var offer) && offer.Container is { } container && offer.IsOf(ids))
                _answered[(container, resource)] = _answers;
        }
    }

    private readonly record struct Offer(PodContainerName? Container, IReadOnlyList<string> Ids)
    {
        public bool IsOf(IReadOnlyList<string> ids) => ids.Count == Ids.Count && ids.ToHashSet(StringComparer.Ordinal).SetEquals(Ids);
    }
}
