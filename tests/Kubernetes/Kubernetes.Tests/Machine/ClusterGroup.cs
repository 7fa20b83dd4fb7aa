namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>The tests that share the one cluster.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterGroup : ICollectionFixture<Cluster>
{
    public const string Name = "cluster";
}
