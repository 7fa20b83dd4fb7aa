using Coaster.GpuModel;
using Coaster.GpuModel.Requests;
using Coaster.KubeApi.Models;
using Coaster.PodModel.Pods;
using Coaster.PodRequests;

namespace Coaster.ClusterState.Demands;

/// <summary>A pod as the API server or kube-scheduler tells it → what it asks for.</summary>
/// <param name="unit">What one <c>ten.ai/gpu-mem</c> is.</param>
/// <param name="policies">The names of the policies that there are.</param>
public sealed class DemandReader(MemoryUnit unit, IReadOnlyCollection<string> policies)
{
    private static readonly Dictionary<string, string> NoAnnotations = [];
    private readonly RequestReader _requests = new(unit);
    private readonly TermsReader _terms = new(policies);

    /// <summary>What one <c>ten.ai/gpu-mem</c> is.</summary>
    public MemoryUnit Unit => unit;

    /// <summary>What it asks for, contradictions and all; null where it has no identity that can be kept.</summary>
    public PodDemand? Read(V1Pod pod)
    {
        if (PodReader.Read(pod) is not { } facts)
            return null;
        var nothing = new PodDemand(facts, [], GpuTerms.Usual, HostNeeds.Of(pod.Spec));
        if (facts.Problem is { } problem)
            return nothing with { Problem = $"the pod {problem}" };
        if (facts.Containers.All(container => container.Resources.Count == 0))
            return nothing;
        try
        {
            var terms = _terms.Read(pod.Metadata.Annotations ?? NoAnnotations);
            return nothing with { Containers = [.. facts.Containers.SelectMany(container => Of(container, terms))], Terms = terms };
        }
        catch (CoasterException error)
        {
            return nothing with { Problem = $"{error.Why}. {error.Mend}" };
        }
    }

    private IEnumerable<ContainerDemand> Of(PodContainer container, GpuTerms terms) =>
        _requests.Read(container.Resources, terms) is { } request ? [new ContainerDemand(container.Name, container.Role, request)] : [];
}
