using Coaster.GpuModel.Requests;
using Coaster.PodModel.Pods;

namespace Coaster.ClusterState.Demands;

/// <summary>What one container of a pod asks for.</summary>
/// <param name="Name">The container.</param>
/// <param name="Role">When it runs.</param>
/// <param name="Request">What it asks of its node's GPUs.</param>
public sealed record ContainerDemand(string Name, ContainerRole Role, GpuRequest Request);
