using Coaster.GpuModel.Requests;
using Coaster.Health;

namespace Coaster.Agent.Options;

/// <summary>What the agent of a cluster's node was started with.</summary>
/// <param name="Node">The node's name.</param>
internal sealed record ClusterOptions(string Node)
{
    /// <summary>The kubeconfig, or null for KUBECONFIG, the one at home, or the pod's service account.</summary>
    internal string? Kubeconfig { get; init; }

    /// <summary>Where the public keys and the leases of agents are.</summary>
    internal string Namespace { get; init; } = "coaster-system";

    /// <summary>The ConfigMap of the public keys.</summary>
    internal string Keys { get; init; } = "coaster-booking-keys";

    /// <summary>What one <c>ten.ai/gpu-mem</c> is.</summary>
    internal MemoryUnit Unit { get; init; } = MemoryUnit.Default;

    /// <summary>Kubelet's folder, which its <c>--root-dir</c> names.</summary>
    internal string Kubelet { get; init; } = "/var/lib/kubelet";

    /// <summary>What the GPUs shall be where no GpuConfig says it, in the form of its spec; null for none.</summary>
    internal string? GpuConfigFile { get; init; }

    /// <summary>What counts against a GPU.</summary>
    internal HealthPolicy Health { get; init; } = new();

    /// <summary>Whether kubelet is told CDI devices: for nodes whose containers do not start by coaster-runtime.</summary>
    internal bool GrantsByCdi { get; init; }
}
