namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>A test that needs a cluster; where there can be none it is skipped, and the runner says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = ClusterTool.Missing;
}
