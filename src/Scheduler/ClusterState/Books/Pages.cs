using Coaster.ClusterState.Choosing;
using Coaster.ClusterState.Demands;
using Coaster.ClusterState.Nodes;
using Coaster.ClusterState.Pods;
using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Charges;

namespace Coaster.ClusterState.Books;

/// <summary>What the book has of each node and pod, and the few things that change it. Not safe for several threads.</summary>
internal sealed class Pages(TimeProvider time)
{
    private readonly Dictionary<string, NodeEntry> _nodes = [];
    private readonly Dictionary<string, PodEntry> _pods = [];

    /// <summary>The nodes by name.</summary>
    public IReadOnlyDictionary<string, NodeEntry> Nodes => _nodes;

    /// <summary>The pods by UID.</summary>
    public IReadOnlyDictionary<string, PodEntry> Pods => _pods;

    /// <summary>The nodes as the policies see them.</summary>
    public Fleet Fleet { get; } = new();

    /// <summary>The node of that name, known or not.</summary>
    public NodeEntry NodeOf(string name)
    {
        if (!_nodes.TryGetValue(name, out var node))
            _nodes[name] = node = new NodeEntry(name);
        return node;
    }

    /// <summary>The pod that asks for that; what it asks for is learned when it comes.</summary>
    public PodEntry PodOf(PodDemand demand)
    {
        var uid = demand.Facts.Pod.Uid;
        if (_pods.TryGetValue(uid, out var known))
            return known;
        var pod = _pods[uid] = new PodEntry(demand);
        pod.Move(PodStage.Waiting, null, null, time.GetTimestamp());
        if (demand.Containers.Count > 0)
            Fleet.Arrived(demand);
        return pod;
    }

    /// <summary>The pod gets what it needs on the node, if that has room.</summary>
    /// <param name="looking">A look at the cluster for this pod, since when nothing has changed.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="node">The node.</param>
    /// <param name="stage">How far it is then.</param>
    public bool Hold(Looking looking, PodEntry pod, NodeEntry node, PodStage stage)
    {
        if (looking.Choose(node) is not { } containers)
            return false;
        Hold(pod, node, containers.Count > 0 ? new Booking(pod.Demand.Facts.Pod.Uid, containers) : null, stage);
        return true;
    }

    /// <summary>The pod holds that, and nothing else.</summary>
    public void Hold(PodEntry pod, NodeEntry node, Booking? booking, PodStage stage)
    {
        Free(pod);
        pod.Move(stage, node, booking, time.GetTimestamp());
        node.Hold(pod.Demand.Facts.Pod.Uid, pod.Demand.Host, booking is null ? [] : PodHoldings.Of(PodCharge.Of(pod.Demand.Facts, booking)));
        Fleet.Changed(node);
    }

    /// <summary>The pod holds nothing, and waits.</summary>
    public void Wait(PodEntry pod)
    {
        Free(pod);
        pod.Move(PodStage.Waiting, null, null, time.GetTimestamp());
    }

    /// <summary>The pod is at another stage with what it holds.</summary>
    public void Move(PodEntry pod, PodStage stage) => pod.Move(stage, time.GetTimestamp());

    /// <summary>The pod has ended or is gone, and holds nothing.</summary>
    public void Remove(string uid)
    {
        if (_pods.Remove(uid, out var pod))
            Free(pod);
    }

    /// <summary>A look at the cluster for a pod as it is now.</summary>
    public Looking Look(PodEntry pod)
    {
        Fleet.Refresh();
        return new Looking(Fleet, pod);
    }

    /// <summary>Whether the pod has been at its stage for longer than that.</summary>
    public bool IsOver(PodEntry pod, TimeSpan limit) => time.GetElapsedTime(pod.Since) > limit;

    /// <summary>Forgets nodes that are gone and that nobody holds anything of.</summary>
    public void Forget()
    {
        Fleet.Refresh();
        foreach (var node in _nodes.Values.Where(node => node.IsForgotten).ToList())
            _nodes.Remove(node.Name);
    }

    private void Free(PodEntry pod)
    {
        if (pod.Node is not { } node)
            return;
        node.Release(pod.Demand.Facts.Pod.Uid);
        Fleet.Changed(node);
    }
}
