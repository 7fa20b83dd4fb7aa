using Coaster.BookingKeys;
using Coaster.ClusterState.Books;
using Coaster.ClusterState.Choosing;
using Coaster.ClusterState.Demands;
using Coaster.ClusterState.Nodes;
using Coaster.ClusterState.Pods;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;

namespace Coaster.ClusterState;

/// <summary>
/// Who holds what in the cluster: from the pods and nodes that the API server tells of, and from what was promised a moment ago and it does not know yet.
/// Nothing is written down here: after a restart the same pods make the same book. Safe for several threads.
/// </summary>
public sealed class ClusterBook
{
    private readonly Lock _lock = new();
    private readonly BookSettings _settings;
    private readonly DemandReader _demands;
    private readonly NodeReader _nodeReader;
    private readonly Pages _pages;
    private readonly ToldPods _told;
    private readonly Chooser _chooser;

    /// <param name="settings">What it goes by.</param>
    /// <param name="verifier">Tells which bookings count.</param>
    /// <param name="time">The clock.</param>
    public ClusterBook(BookSettings settings, BookingVerifier verifier, TimeProvider time)
    {
        _settings = settings;
        _demands = new DemandReader(settings.Unit, Fleet.Policies);
        _nodeReader = new NodeReader(settings.Unit);
        _pages = new Pages(time);
        _told = new ToldPods(_pages, verifier);
        _chooser = new Chooser(_pages);
    }

    /// <summary>What a pod asks for; null where it has no identity that can be kept.</summary>
    public PodDemand? Read(V1Pod pod) => _demands.Read(pod);

    /// <summary>The API server tells of a node.</summary>
    public void Tell(WatchEventType type, V1Node told)
    {
        lock (_lock)
        {
            var node = _pages.NodeOf(told.Metadata.Name);
            node.Tell(type == WatchEventType.Deleted ? null : _nodeReader.Read(told, node.Facts));
            _pages.Fleet.Changed(node);
        }
    }

    /// <summary>The API server tells of a pod.</summary>
    public void Tell(WatchEventType type, V1Pod told)
    {
        if (_demands.Read(told) is { } demand)
            lock (_lock)
                _told.Tell(type, demand, told);
    }

    /// <summary>Which of the nodes have room for the pod.</summary>
    public FilterAnswer Filter(PodDemand demand, IReadOnlyList<string> nodes)
    {
        lock (_lock)
            return _chooser.Filter(Known(demand), nodes);
    }

    /// <summary>
    /// How good the nodes are for the pod, 0 to <paramref name="most"/>: that to the best alone, so that no other rule outweighs it. The pod will
    /// probably get it, so what it takes there is kept for it for a while: the next pod comes before this one is bound.
    /// </summary>
    public IReadOnlyList<int> Prioritize(PodDemand demand, IReadOnlyList<string> nodes, int most)
    {
        lock (_lock)
            return _chooser.Prioritize(Known(demand), nodes, most);
    }

    /// <summary>The pod is to be bound to the node: it holds what it needs there from now on, until <see cref="Confirm"/> or <see cref="Release"/>.</summary>
    /// <param name="uid">The pod.</param>
    /// <param name="node">The node.</param>
    public ReserveAnswer Reserve(string uid, string node)
    {
        lock (_lock)
        {
            if (_pages.Pods.GetValueOrDefault(uid) is not { } pod)
                return ReserveAnswer.Refused("the scheduler does not know the pod; it is tried again");
            if (pod.Stage == PodStage.Binding && pod.Node!.Name == node)
                return new ReserveAnswer(pod.Booking, null);
            if (pod.Stage is PodStage.Binding or PodStage.Bound or PodStage.Leaving)
                return ReserveAnswer.Refused($"the pod is being bound to {pod.Node?.Name} already");
            if (_pages.Nodes.GetValueOrDefault(node) is not { } target)
                return ReserveAnswer.Refused($"the scheduler does not know the node {node}");
            return _pages.Hold(_chooser.Anew(pod), pod, target, PodStage.Binding)
                ? new ReserveAnswer(pod.Booking, null)
                : ReserveAnswer.Refused($"{node} has no room any more: {_pages.Fleet.VerdictOf(target, pod.Demand).Reason}");
        }
    }

    /// <summary>The API server has bound the pod where it was reserved.</summary>
    public void Confirm(string uid)
    {
        lock (_lock)
            if (_pages.Pods.GetValueOrDefault(uid) is { Stage: PodStage.Binding } pod)
                _pages.Move(pod, PodStage.Bound);
    }

    /// <summary>The API server has not bound the pod, and will not: it holds nothing.</summary>
    public void Release(string uid)
    {
        lock (_lock)
            if (_pages.Pods.GetValueOrDefault(uid) is { Stage: PodStage.Binding or PodStage.Assumed } pod)
                _pages.Wait(pod);
    }

    /// <summary>Gives back what was kept for those who did not come for it in time, and forgets what is gone. To be called now and then.</summary>
    public void Sweep()
    {
        lock (_lock)
        {
            // Of tens of thousands these are few: all of them are not to be copied each time.
            List<PodEntry> late = [.. _pages.Pods.Values.Where(pod => pod.Stage == PodStage.Assumed && _pages.IsOver(pod, _settings.AssumedFor))];
            late.ForEach(_pages.Wait);
            List<PodEntry> gone = [.. _pages.Pods.Values.Where(IsGone)];
            gone.ForEach(pod => _pages.Remove(pod.Demand.Facts.Pod.Uid));
            _pages.Forget();
        }
    }

    /// <summary>All nodes with GPUs and who holds what of them.</summary>
    public IReadOnlyList<NodeView> View()
    {
        lock (_lock)
            return [.. _pages.Nodes.Values.Where(node => node.Facts is not null).OrderBy(node => node.Name, StringComparer.Ordinal).Select(node => NodeView.Of(node, _pages.Pods))];
    }

    /// <summary>Where a pod is, or why each node has no room for it; null where no such pod is known.</summary>
    public Explanation? Explain(string @namespace, string name)
    {
        lock (_lock)
        {
            var pod = _pages.Pods.Values.FirstOrDefault(known => known.Demand.Facts.Pod.Namespace == @namespace && known.Demand.Facts.Pod.Name == name);
            if (pod is null)
                return null;
            var looking = _pages.Look(pod);
            return Explanation.Of(pod, [.. _pages.Nodes.Keys.Order(StringComparer.Ordinal).Select(node => (node, _chooser.VerdictOf(looking, node)))]);
        }
    }

    private PodEntry Known(PodDemand demand)
    {
        var pod = _pages.PodOf(demand);
        pod.Demand = demand;
        return pod;
    }

    /// <summary>Who was leaving for long enough, or whose node is gone; and who was bound or asked about without a word of the API server.</summary>
    private bool IsGone(PodEntry pod) => pod.Stage == PodStage.Leaving
        ? _pages.IsOver(pod, _settings.LeavingFor) || pod.Node!.Facts is null
        : !pod.IsTold && pod.Stage is PodStage.Waiting or PodStage.Bound && _pages.IsOver(pod, _settings.LeavingFor);
}
