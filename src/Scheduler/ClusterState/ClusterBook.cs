using Coaster.BookingKeys;
using Coaster.BookingKeys.Verdicts;
using Coaster.ClusterState.Choosing;
using Coaster.ClusterState.Demands;
using Coaster.ClusterState.Nodes;
using Coaster.ClusterState.Pods;
using Coaster.GpuModel.Bookings;
using Coaster.KubeApi;
using Coaster.KubeApi.Models;
using Coaster.PodModel.Charges;

namespace Coaster.ClusterState;

/// <summary>
/// Who holds what in the cluster: from the pods and nodes that the API server tells of, and from what was promised a moment ago and it does not know yet.
/// Nothing is written down here: after a restart the same pods make the same book. Safe for several threads.
/// </summary>
/// <param name="settings">What it goes by.</param>
/// <param name="verifier">Tells which bookings count.</param>
/// <param name="time">The clock.</param>
public sealed class ClusterBook(BookSettings settings, BookingVerifier verifier, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly DemandReader _demands = new(settings.Unit, Fleet.Policies);
    private readonly NodeReader _nodeReader = new(settings.Unit);
    private readonly Dictionary<string, NodeEntry> _nodes = [];
    private readonly Dictionary<string, PodEntry> _pods = [];
    private readonly Fleet _fleet = new();

    /// <summary>What a pod asks for; null where it has no identity that can be kept.</summary>
    public PodDemand? Read(V1Pod pod) => _demands.Read(pod);

    /// <summary>The API server tells of a node.</summary>
    public void Tell(WatchEventType type, V1Node told)
    {
        lock (_lock)
        {
            var node = NodeOf(told.Metadata.Name);
            node.Tell(type == WatchEventType.Deleted ? null : _nodeReader.Read(told, node.Facts));
            _fleet.Changed(node);
        }
    }

    /// <summary>The API server tells of a pod.</summary>
    public void Tell(WatchEventType type, V1Pod told)
    {
        if (_demands.Read(told) is not { } demand)
            return;
        lock (_lock)
        {
            if (demand.Facts.IsEnded)
                Remove(demand.Facts.Pod.Uid);
            else if (type == WatchEventType.Deleted)
                Leave(demand.Facts.Pod.Uid, told);
            else
                Tell(demand, told.Spec.NodeName);
        }
    }

    /// <summary>Which of the nodes have room for the pod.</summary>
    public FilterAnswer Filter(PodDemand demand, IReadOnlyList<string> nodes)
    {
        lock (_lock)
        {
            var looking = Look(demand);
            var (fitting, failed) = (new List<int>(nodes.Count), new List<(int, NodeVerdict)>());
            foreach (var (place, name) in nodes.Index())
                if (VerdictOf(looking, name) is { } verdict)
                    failed.Add((place, verdict));
                else
                    fitting.Add(place);
            if (fitting.Count == 1)
                Assume(demand, looking, _nodes[nodes[fitting[0]]]);
            return new FilterAnswer(fitting, failed);
        }
    }

    /// <summary>
    /// How good the nodes are for the pod, 0 to <paramref name="most"/>: that to the best alone, so that no other rule outweighs it. The pod will
    /// probably get it, so what it takes there is kept for it for a while: the next pod comes before this one is bound.
    /// </summary>
    public IReadOnlyList<int> Prioritize(PodDemand demand, IReadOnlyList<string> nodes, int most)
    {
        lock (_lock)
        {
            var looking = Look(demand);
            var scored = new List<Scored>(nodes.Count);
            foreach (var (place, name) in nodes.Index())
                if (_nodes.TryGetValue(name, out var node) && looking.MayGoTo(node) && looking.HasRoom(node))
                    scored.Add(new Scored(place, node, looking.Score(node)));
            if (scored.Count == 0)
                return new int[nodes.Count];
            var best = Ranks.Best(scored);
            Assume(demand, looking, best.Node);
            return Ranks.Of(nodes.Count, scored, best, most);
        }
    }

    /// <summary>The pod is to be bound to the node: it holds what it needs there from now on, until <see cref="Confirm"/> or <see cref="Release"/>.</summary>
    /// <param name="uid">The pod.</param>
    /// <param name="node">The node.</param>
    public ReserveAnswer Reserve(string uid, string node)
    {
        lock (_lock)
        {
            if (_pods.GetValueOrDefault(uid) is not { } pod)
                return new ReserveAnswer(null, "the scheduler does not know the pod; it is tried again");
            if (pod.Stage == PodStage.Binding && pod.Node!.Name == node)
                return new ReserveAnswer(pod.Booking, null);
            if (pod.Stage is PodStage.Binding or PodStage.Bound or PodStage.Leaving)
                return new ReserveAnswer(null, $"the pod is being bound to {pod.Node?.Name} already");
            if (_nodes.GetValueOrDefault(node) is not { } target)
                return new ReserveAnswer(null, $"the scheduler does not know the node {node}");
            var looking = Look(pod.Demand);
            if (!Hold(pod, looking, target, PodStage.Binding))
                return new ReserveAnswer(null, $"{node} has no room any more: {_fleet.VerdictOf(target, pod.Demand).Reason}");
            return new ReserveAnswer(pod.Booking, null);
        }
    }

    /// <summary>The API server has bound the pod where it was reserved.</summary>
    public void Confirm(string uid)
    {
        lock (_lock)
            if (_pods.GetValueOrDefault(uid) is { Stage: PodStage.Binding } pod)
                pod.Move(PodStage.Bound, time.GetTimestamp());
    }

    /// <summary>The API server has not bound the pod, and will not: it holds nothing.</summary>
    public void Release(string uid)
    {
        lock (_lock)
            if (_pods.GetValueOrDefault(uid) is { Stage: PodStage.Binding or PodStage.Assumed } pod)
                Wait(pod);
    }

    /// <summary>Gives back what was kept for those who did not come for it in time, and forgets what is gone. To be called now and then.</summary>
    public void Sweep()
    {
        lock (_lock)
        {
            foreach (var (uid, pod) in _pods.ToList())
                if (pod.Stage == PodStage.Assumed && IsOver(pod, settings.AssumedFor))
                    Wait(pod);
                else if (pod.Stage == PodStage.Leaving && (IsOver(pod, settings.LeavingFor) || pod.Node!.Facts is null))
                    Remove(uid);
                else if (!pod.IsTold && pod.Stage is PodStage.Waiting or PodStage.Bound && IsOver(pod, settings.LeavingFor))
                    Remove(uid);
            _fleet.Refresh();
            foreach (var node in _nodes.Values.Where(node => node.IsForgotten).ToList())
                _nodes.Remove(node.Name);
        }
    }

    /// <summary>All nodes with GPUs and who holds what of them.</summary>
    public IReadOnlyList<NodeView> View()
    {
        lock (_lock)
            return [.. _nodes.Values.Where(node => node.Facts is not null).OrderBy(node => node.Name, StringComparer.Ordinal).Select(node => NodeView.Of(node, _pods))];
    }

    /// <summary>Where a pod is, or why each node has no room for it; null where no such pod is known.</summary>
    public Explanation? Explain(string @namespace, string name)
    {
        lock (_lock)
        {
            var pod = _pods.Values.FirstOrDefault(known => known.Demand.Facts.Pod.Namespace == @namespace && known.Demand.Facts.Pod.Name == name);
            if (pod is null)
                return null;
            _fleet.Refresh();
            var looking = new Looking(_fleet, pod);
            return Explanation.Of(pod, [.. _nodes.Keys.Order(StringComparer.Ordinal).Select(node => (node, VerdictOf(looking, node)))]);
        }
    }

    /// <summary>Why the node has no room, or null.</summary>
    private NodeVerdict? VerdictOf(Looking looking, string name)
    {
        if (!_nodes.TryGetValue(name, out var node))
            return NodeVerdicts.Unknown;
        if (!looking.MayGoTo(node))
            return NodeVerdicts.Elsewhere;
        return looking.HasRoom(node) ? null : _fleet.VerdictOf(node, looking.Demand);
    }

    private NodeEntry NodeOf(string name)
    {
        if (!_nodes.TryGetValue(name, out var node))
            _nodes[name] = node = new NodeEntry(name);
        return node;
    }

    private PodEntry PodOf(PodDemand demand)
    {
        var uid = demand.Facts.Pod.Uid;
        if (_pods.TryGetValue(uid, out var known))
            return known;
        var pod = _pods[uid] = new PodEntry(demand);
        pod.Move(PodStage.Waiting, null, null, time.GetTimestamp());
        if (demand.Containers.Count > 0)
            _fleet.Arrived(demand);
        return pod;
    }

    private void Tell(PodDemand demand, string node)
    {
        var pod = PodOf(demand);
        (pod.Demand, pod.IsTold) = (demand, true);
        if (node.Length == 0)
            return;
        Bound(pod, NodeOf(node));
        pod.Demand = pod.Demand.Settled();
    }

    /// <summary>What the annotation says, if it counts; who is bound without one holds no GPU, and its agent lets it have none.</summary>
    private void Bound(PodEntry pod, NodeEntry node)
    {
        if (pod is { Stage: PodStage.Bound, IsVerified: true } && pod.Node == node)
            return;
        var booking = BookingOf(pod, node.Name);
        pod.Node?.Release(pod.Demand.Facts.Pod.Uid);
        Changed(pod.Node);
        pod.Move(PodStage.Bound, node, booking, time.GetTimestamp());
        pod.IsVerified = true;
        Hold(pod, node, booking);
    }

    private Booking? BookingOf(PodEntry pod, string node)
    {
        var facts = pod.Demand.Facts;
        if (facts.Text is not { } text)
        {
            pod.Refusal = pod.Demand.Containers.Count > 0 ? "it is bound without a booking" : null;
            return null;
        }

        var verdict = verifier.Verify(text, new BookedPod(facts.Pod.Uid, node, facts.ContainerNames, null));
        pod.Refusal = (verdict as BookingRefused)?.Why;
        return (verdict as BookingAccepted)?.Statement.Booking;
    }

    /// <summary>A pod that is gone without having ended: its containers may run for a while yet.</summary>
    private void Leave(string uid, V1Pod told)
    {
        if (_pods.GetValueOrDefault(uid) is not { } pod)
            return;
        if (pod.Stage == PodStage.Bound && pod.Booking is not null && Running.MayRun(told))
            pod.Move(PodStage.Leaving, time.GetTimestamp());
        else if (pod.Stage != PodStage.Leaving)
            Remove(uid);
    }

    private void Remove(string uid)
    {
        if (_pods.Remove(uid, out var pod) && pod.Node is { } node)
        {
            node.Release(uid);
            Changed(node);
        }
    }

    private Looking Look(PodDemand demand)
    {
        var pod = PodOf(demand);
        pod.Demand = demand;
        if (pod.Stage == PodStage.Assumed)
            Wait(pod);
        _fleet.Refresh();
        return new Looking(_fleet, pod);
    }

    private void Assume(PodDemand demand, Looking looking, NodeEntry node)
    {
        if (_pods[demand.Facts.Pod.Uid] is { Stage: PodStage.Waiting } pod)
            Hold(pod, looking, node, PodStage.Assumed);
    }

    private bool Hold(PodEntry pod, Looking looking, NodeEntry node, PodStage stage)
    {
        if (looking.Choose(node) is not { } containers)
            return false;
        var booking = containers.Count > 0 ? new Booking(pod.Demand.Facts.Pod.Uid, containers) : null;
        pod.Move(stage, node, booking, time.GetTimestamp());
        Hold(pod, node, booking);
        return true;
    }

    private void Hold(PodEntry pod, NodeEntry node, Booking? booking)
    {
        var held = booking is null ? [] : PodHoldings.Of(PodCharge.Of(pod.Demand.Facts, booking));
        node.Hold(pod.Demand.Facts.Pod.Uid, pod.Demand.Host, held);
        Changed(node);
    }

    private void Wait(PodEntry pod)
    {
        pod.Node?.Release(pod.Demand.Facts.Pod.Uid);
        Changed(pod.Node);
        pod.Move(PodStage.Waiting, null, null, time.GetTimestamp());
    }

    private void Changed(NodeEntry? node)
    {
        if (node is not null)
            _fleet.Changed(node);
    }

    private bool IsOver(PodEntry pod, TimeSpan limit) => time.GetElapsedTime(pod.Since) > limit;
}
