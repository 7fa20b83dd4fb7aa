namespace Coaster.Kubernetes.Tests.Machine;

/// <summary>A test that takes minutes; where it does not run the runner says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute() => Skip = ClusterTool.Missing ?? (Soak.IsOn ? null : "takes minutes: ./test.sh soak runs it");
}
