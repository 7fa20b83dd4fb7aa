using Coaster.ClusterState.Books;
using Coaster.ClusterState.Nodes;
using Coaster.ClusterState.Pods;

namespace Coaster.ClusterState.Choosing;

/// <summary>Which nodes have room for a pod, and which is the best.</summary>
/// <param name="pages">The book.</param>
internal sealed class Chooser(Pages pages)
{
    /// <summary>Which of the nodes have room; one that is the only one is kept for the pod at once, as kube-scheduler asks nothing more then.</summary>
    public FilterAnswer Filter(PodEntry pod, IReadOnlyList<string> nodes)
    {
        var looking = Anew(pod);
        var (fitting, failed) = (new List<int>(nodes.Count), new List<(int, NodeVerdict)>());
        foreach (var (place, name) in nodes.Index())
            if (VerdictOf(looking, name) is { } verdict)
                failed.Add((place, verdict));
            else
                fitting.Add(place);
        if (fitting.Count == 1)
            Assume(looking, pod, pages.Nodes[nodes[fitting[0]]]);
        return new FilterAnswer(fitting, failed);
    }

    /// <summary>How good they are.</summary>
    public IReadOnlyList<int> Prioritize(PodEntry pod, IReadOnlyList<string> nodes, int most)
    {
        var looking = Anew(pod);
        var scored = ScoresOf(looking, nodes);
        if (scored.Count == 0)
            return new int[nodes.Count];
        var best = Ranks.Best(scored);
        Assume(looking, pod, best.Node);
        return Ranks.Of(nodes.Count, scored, best, most);
    }

    /// <summary>Why the node has no room, or null.</summary>
    public NodeVerdict? VerdictOf(Looking looking, string name)
    {
        if (!pages.Nodes.TryGetValue(name, out var node))
            return NodeVerdicts.Unknown;
        if (!looking.MayGoTo(node))
            return NodeVerdicts.Elsewhere;
        return looking.HasRoom(node) ? null : pages.Fleet.VerdictOf(node, looking.Demand);
    }

    /// <summary>A look at the cluster without what was assumed of the pod before.</summary>
    public Looking Anew(PodEntry pod)
    {
        if (pod.Stage == PodStage.Assumed)
            pages.Wait(pod);
        return pages.Look(pod);
    }

    private void Assume(Looking looking, PodEntry pod, NodeEntry node)
    {
        if (pod.Stage == PodStage.Waiting)
            pages.Hold(looking, pod, node, PodStage.Assumed);
    }

    private List<Scored> ScoresOf(Looking looking, IReadOnlyList<string> nodes)
    {
        var scored = new List<Scored>(nodes.Count);
        foreach (var (place, name) in nodes.Index())
            if (pages.Nodes.TryGetValue(name, out var node) && looking.MayGoTo(node) && looking.HasRoom(node))
                scored.Add(new Scored(place, node, looking.Score(node)));
        return scored;
    }
}
