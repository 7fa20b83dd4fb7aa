using Coaster.ClusterState.Demands;
using Coaster.ClusterState.Nodes;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;
using Coaster.Placement;
using Coaster.Placement.State;

namespace Coaster.ClusterState.Choosing;

/// <summary>Why a node has no room for a pod, in a few words: kube-scheduler counts how many nodes say the same.</summary>
internal static class NodeVerdicts
{
    private const int MostWords = 300;

    /// <summary>Of a node that nobody has told of yet.</summary>
    public static NodeVerdict Unknown { get; } = new("not known yet", true, 1);

    /// <summary>Of a node that another one was chosen before.</summary>
    public static NodeVerdict Elsewhere { get; } = new("the pod is being bound to another node", true, 1);

    /// <summary>Of a node that was found to have none.</summary>
    public static NodeVerdict Of(NodeEntry node, PodDemand demand)
    {
        if (demand.Problem is { } wrong)
            return new NodeVerdict(wrong, true, 1);
        if (node.Facts is not { } facts)
            return Unknown;
        if (facts.Problem is { } problem)
            return new NodeVerdict(problem, true, 1);
        if (node.Gpus.Gpus.Count == 0)
            return new NodeVerdict("no GPU that is the cluster's", true, 1);
        return demand.Containers is [{ Request: var request }] && request.Filter is { Devices.Count: 0, Only.Count: 0, Except.Count: 0 }
            ? Of(node.Gpus, request)
            : Any(node.Gpus, demand);
    }

    private static NodeVerdict Of(NodeState node, GpuRequest request)
    {
        var gpus = node.Gpus.Where(gpu => request.Filter.AcceptsModel(gpu.Gpu)).ToList();
        if (gpus.Count == 0)
            return new NodeVerdict($"GPUs of model {node.Gpus[0].Gpu.Model}, needs {string.Join(" or ", request.Filter.Models)}", true, 1);
        var ill = gpus.Count(gpu => !gpu.IsHealthy);
        var count = $"{gpus.Count} GPU{(gpus.Count == 1 ? "" : "s")}{(ill > 0 ? $" ({ill} unhealthy)" : "")}";
        return request switch
        {
            ShareRequest share => ShareVerdicts.Of(gpus, count, share),
            ExclusiveRequest whole => Whole(gpus, count, whole.Count),
            _ => Any(node, request),
        };
    }

    private static NodeVerdict Whole(List<GpuState> gpus, string count, int needed)
    {
        var usable = gpus.FindAll(gpu => gpu is { IsHealthy: true, IsPartitioned: false } && gpu.Offers(BookingKind.Exclusive));
        var free = gpus.Count(gpu => gpu.TakesWhole);
        return new NodeVerdict($"{count}, {free} wholly free, needs {needed}", usable.Count < needed, (double)(needed - free) / needed);
    }

    private static NodeVerdict Any(NodeState node, GpuRequest request) =>
        PlacementEngine.Place(node, request, new Placement.Policies.BestFitPolicy()) is Refused refused ? Of(refused) : Unknown;

    private static NodeVerdict Any(NodeState node, PodDemand demand) => PodPlacer.Place(node, demand, out _) is { } refused ? Of(refused) : Unknown;

    /// <summary>The first reason alone: what stands behind it names holders, which are others on each node.</summary>
    private static NodeVerdict Of(Refused refused) => new(
        refused.Reasons[0] is { Length: > MostWords } words ? words[..MostWords] : refused.Reasons[0], refused.Kind != RefusalKind.FullNow, 1);
}
