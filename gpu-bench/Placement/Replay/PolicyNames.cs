using Coaster.GpuBench.Placement.Trace;
using Coaster.Placement.Cluster;
using Coaster.Placement.Cluster.Policies;
using Coaster.Placement.Cluster.Policies.Capacity;
using Coaster.Placement.Cluster.Policies.Gradient;
using Coaster.Placement.Cluster.Room;

namespace Coaster.GpuBench.Placement.Replay;

/// <summary>The policies by name.</summary>
internal static class PolicyNames
{
    private const int Seed = 1;

    private static readonly Dictionary<string, Func<OpenbTrace, ClusterRoom, IClusterPolicy>> Makers = new(StringComparer.Ordinal)
    {
        ["fragmentation"] = (_, cluster) => new RemainingCapacityPolicy(cluster),
        ["fgd"] = (trace, _) => new FragmentationGradientPolicy(TargetWorkload.Of(trace.Pods)),
        ["bestfit"] = (_, cluster) => new BestFitClusterPolicy(cluster),
        ["packing"] = (_, _) => new PackingPolicy(),
        ["clustering"] = (_, cluster) => new ClusteringPolicy(cluster),
        ["dotprod"] = (_, cluster) => new DotProductPolicy(cluster),
        ["random"] = (_, _) => new RandomPolicy(Seed),
    };

    /// <summary>All names.</summary>
    internal static IEnumerable<string> All => Makers.Keys;

    /// <summary>The policy; what it may know of the trace is the target workload, as in the paper.</summary>
    internal static IClusterPolicy Make(string name, OpenbTrace trace, ClusterRoom cluster) => Makers[name](trace, cluster);
}
