namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>As <see cref="ClusterFactAttribute"/>, once for each row.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClusterTheoryAttribute : TheoryAttribute
{
    public ClusterTheoryAttribute() => Skip = ClusterTool.Missing;
}
