namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>The tests that share the one node with GPUs.</summary>
[CollectionDefinition(Name)]
public sealed class GpuNodeGroup : ICollectionFixture<GpuNode>
{
    public const string Name = "gpu node";
}
