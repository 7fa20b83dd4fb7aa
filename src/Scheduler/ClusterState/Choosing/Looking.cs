using System.Numerics;
using Coaster.ClusterState.Demands;
using Coaster.ClusterState.Nodes;
using Coaster.ClusterState.Pods;
using Coaster.GpuModel.Bookings;
using Coaster.Placement.Cluster;
using Coaster.Placement.Cluster.Demand;

namespace Coaster.ClusterState.Choosing;

/// <summary>One look at the cluster for one pod: valid until something changes.</summary>
internal sealed class Looking
{
    private readonly Fleet _fleet;
    private readonly PodEntry _pod;
    private readonly IClusterPolicy _policy;
    private readonly PodShape? _shape;
    private readonly ShapeScores? _scores;
    private readonly bool _asksForModels;

    public Looking(Fleet fleet, PodEntry pod)
    {
        (_fleet, _pod) = (fleet, pod);
        _policy = fleet.PolicyOf(Demand);
        _shape = fleet.ShapeOf(Demand);
        _scores = _shape is null ? null : fleet.ScoresOf(_policy, _shape);
        _asksForModels = Demand.Containers.Any(container => container.Request.Filter.Models.Count > 0);
    }

    /// <summary>What the pod asks for.</summary>
    public PodDemand Demand => _pod.Demand;

    /// <summary>Whether nobody has decided yet that it goes elsewhere: what was sent to the API server may be done at any moment.</summary>
    public bool MayGoTo(NodeEntry node) => _pod.Stage is PodStage.Waiting or PodStage.Assumed || _pod.Node == node;

    /// <summary>Whether the pod fits there, or has its place there already.</summary>
    public bool HasRoom(NodeEntry node)
    {
        if (_pod.Stage is PodStage.Binding or PodStage.Bound && _pod.Node == node)
            return true;
        if (Demand.Problem is not null)
            return false;
        if (Demand.Containers.Count == 0)
            return node.Facts is not null;
        if (node.Number < 0)
            return false;
        return IsSimple(node) ? _fleet.Room.Nodes[node.Number].HasGpusFor(_shape!) : PodPlacer.Place(node.Gpus, Demand, out _) is null;
    }

    /// <summary>How good it is there, which has room; more is better. Pods that policies know no shape for go where the least is left.</summary>
    public int Score(NodeEntry node) => node.Number < 0 ? 0
        : IsSimple(node) ? _scores!.Of(_fleet.Room.Nodes[node.Number])
        : -_fleet.Room.Nodes[node.Number].FreeMilli;

    /// <summary>What the pod's containers get there; null where it has no room.</summary>
    public IReadOnlyList<ContainerBooking>? Choose(NodeEntry node)
    {
        if (!HasRoom(node))
            return null;
        if (Demand.Containers.Count == 0)
            return [];
        if (IsSimple(node) && PodPlacer.PlaceOn(node.Gpus, Demand, Chosen(node), out var chosen) is null)
            return chosen;
        return PodPlacer.Place(node.Gpus, Demand, out var placed) is null ? placed : null;
    }

    /// <summary>A node with GPUs of several models is one model to the policies.</summary>
    private bool IsSimple(NodeEntry node) => _shape is not null && (node.HasOneModel || !_asksForModels);

    private List<string> Chosen(NodeEntry node)
    {
        var uuids = new List<string>();
        for (var left = _policy.Score(_fleet.Room.Nodes[node.Number], _shape!).Gpus; left != 0; left &= left - 1)
            uuids.Add(node.Gpus.Gpus[BitOperations.TrailingZeroCount(left)].Gpu.Uuid);
        return uuids;
    }
}
