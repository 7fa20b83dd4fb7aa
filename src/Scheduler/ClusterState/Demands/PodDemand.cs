using Coaster.PodModel.Pods;
using Coaster.PodRequests;

namespace Coaster.ClusterState.Demands;

/// <summary>What a pod asks for.</summary>
/// <param name="Facts">The pod.</param>
/// <param name="Containers">Those of its containers that ask for GPUs, in the pod's order.</param>
/// <param name="Terms">What its annotations say of them.</param>
/// <param name="Host">What it needs besides.</param>
public sealed record PodDemand(PodFacts Facts, IReadOnlyList<ContainerDemand> Containers, GpuTerms Terms, HostNeed Host)
{
    /// <summary>Why nobody could give it what it asks for, with the mend; null where it can be read.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it asks for GPUs, or for what is none.</summary>
    public bool AsksForGpus => Containers.Count > 0 || Problem is not null;

    /// <summary>What is still of interest when what the pod holds is known: there are tens of thousands that run.</summary>
    public PodDemand Settled() => new(Facts with { Containers = [], Text = null }, [], GpuTerms.Usual, Host) { Problem = Problem };
}
