using Coaster.ClusterState.Demands;
using Coaster.ClusterState.Nodes;
using Coaster.GpuModel.Requests;

namespace Coaster.ClusterState.Choosing;

/// <summary>
/// The verdicts on nodes that were full, for as long as they have not changed: of thousands of nodes of a busy cluster most are asked about again and again, and
/// their words cost more than the look at their GPUs.
/// </summary>
internal sealed class KnownVerdicts
{
    private const int MostRequests = 128;
    private readonly Dictionary<GpuRequest, (int Version, NodeVerdict? Verdict)[]> _known = [];
    private int _nodes;

    /// <summary>Forgets all of them: there are so many nodes now, or other ones.</summary>
    public void Clear(int nodes)
    {
        _nodes = nodes;
        _known.Clear();
    }

    /// <summary>Why the node has no room.</summary>
    /// <param name="node">The node.</param>
    /// <param name="version">Its version as the policies see it.</param>
    /// <param name="demand">What is asked for.</param>
    public NodeVerdict Of(NodeEntry node, int version, PodDemand demand)
    {
        ref var known = ref TableOf(demand.Containers[0].Request)[node.Number];
        if (known.Verdict is null || known.Version != version)
            known = (version, NodeVerdicts.Of(node, demand));
        return known.Verdict!;
    }

    private (int Version, NodeVerdict? Verdict)[] TableOf(GpuRequest request)
    {
        if (_known.TryGetValue(request, out var table))
            return table;
        if (_known.Count == MostRequests)
            _known.Clear();
        return _known[request] = new (int, NodeVerdict?)[_nodes];
    }
}
