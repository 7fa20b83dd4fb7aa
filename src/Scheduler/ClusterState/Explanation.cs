using Coaster.ClusterState.Choosing;
using Coaster.ClusterState.Pods;

namespace Coaster.ClusterState;

/// <summary>Why a pod is where it is, or nowhere.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Pod">Its name.</param>
/// <param name="Node">Where it holds something; null while it waits.</param>
/// <param name="Problem">What is wrong with the pod itself, or with its booking; null for nothing.</param>
/// <param name="Fits">The nodes that have room for its GPUs; other rules of the cluster may keep it off them.</param>
/// <param name="Nearest">The node that lacks the least, and what; null where one has room, or none comes near.</param>
/// <param name="Reasons">Why the others have none, the most frequent reason first.</param>
public sealed record Explanation(
    string Namespace, string Pod, string? Node, string? Problem, IReadOnlyList<string> Fits, NodeReason? Nearest, IReadOnlyList<ReasonCount> Reasons)
{
    private const int MostNamed = 10;

    internal static Explanation Of(PodEntry pod, IReadOnlyList<(string Node, NodeVerdict? Verdict)> nodes)
    {
        var failed = nodes.Where(node => node.Verdict is not null).ToList();
        var near = failed.Where(node => node.Verdict is { IsUnresolvable: false, Shortage: < 1 }).OrderBy(node => node.Verdict!.Shortage).FirstOrDefault();
        var reasons = failed.GroupBy(node => node.Verdict!.Reason, node => node.Node).OrderByDescending(nodes => nodes.Count());
        return new Explanation(
            pod.Demand.Facts.Pod.Namespace,
            pod.Demand.Facts.Pod.Name,
            pod.Node?.Name,
            pod.Demand.Problem ?? pod.Refusal,
            pod.Node is null ? [.. nodes.Where(node => node.Verdict is null).Select(node => node.Node)] : [pod.Node.Name],
            near.Verdict is null || failed.Count < nodes.Count ? null : new NodeReason(near.Node, near.Verdict.Reason),
            [.. reasons.Select(reason => new ReasonCount(reason.Key, reason.Count(), [.. reason.Take(MostNamed)]))]);
    }
}
