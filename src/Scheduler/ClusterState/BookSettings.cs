using Coaster.GpuModel.Requests;

namespace Coaster.ClusterState;

/// <summary>What a cluster's book goes by.</summary>
/// <param name="Unit">What one <c>ten.ai/gpu-mem</c> is.</param>
/// <param name="AssumedFor">How long what a pod will probably get is kept for it, from the answer to kube-scheduler to its decision.</param>
/// <param name="LeavingFor">How long what a pod held is kept that was gone while its containers ran.</param>
public sealed record BookSettings(MemoryUnit Unit, TimeSpan AssumedFor, TimeSpan LeavingFor)
{
    /// <summary>What holds where nothing is configured. Containers have 30 s to end unless their pod says else.</summary>
    public static BookSettings Default { get; } = new(MemoryUnit.Default, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60));
}
