using System.Text.Json;
using Coaster.ClusterState;
using Coaster.ClusterState.Choosing;
using Coaster.ClusterState.Demands;

namespace Coaster.Scheduler.Extender;

/// <summary>kube-scheduler's questions → what the book says. Nothing here waits.</summary>
/// <param name="book">Who holds what.</param>
internal sealed class ExtenderVerbs(ClusterBook book)
{
    /// <summary>Which nodes have room for a pod.</summary>
    /// <exception cref="JsonException">The question is not understood.</exception>
    public ExtenderFilterResult Filter(ExtenderArgs args)
    {
        var (demand, candidates) = Read(args);
        var answer = book.Filter(demand, candidates.Names);
        return candidates.Result(answer.Fitting) with
        {
            // In both: kube-scheduler 1.20 and before knows the first alone, and for those after it the second stands above it.
            FailedNodes = Reasons(answer.Failed, candidates),
            FailedAndUnresolvableNodes = Reasons(answer.Failed.Where(node => node.Verdict.IsUnresolvable), candidates),
        };
    }

    /// <summary>How good they are.</summary>
    /// <exception cref="JsonException">The question is not understood.</exception>
    public IReadOnlyList<HostPriority> Prioritize(ExtenderArgs args)
    {
        var (demand, candidates) = Read(args);
        var scores = book.Prioritize(demand, candidates.Names, HostPriority.Most);
        return [.. candidates.Names.Zip(scores, (name, score) => new HostPriority(name, score))];
    }

    private (PodDemand Demand, Candidates Candidates) Read(ExtenderArgs args)
    {
        if (args.Pod is null)
            throw new JsonException("there is no Pod");
        return book.Read(args.Pod) is { } demand
            ? (demand, Candidates.Of(args))
            : throw new JsonException("the Pod has no UID, name and namespace that Kubernetes gives");
    }

    private static Dictionary<string, string> Reasons(IEnumerable<(int Place, NodeVerdict Verdict)> failed, Candidates candidates)
    {
        var reasons = new Dictionary<string, string>();
        foreach (var (place, verdict) in failed)
            reasons[candidates.Names[place]] = verdict.Reason;
        return reasons;
    }
}
