using Coaster.KubeApi.Models;

namespace Coaster.Publishing.Config;

/// <summary>What an operator wants of the GPUs of the node that has the resource's name: <c>gpuconfigs.ten.ai</c>.</summary>
public sealed record V1alpha1GpuConfig : IKubernetesObject
{
    /// <summary>Group and version.</summary>
    public string ApiVersion { get; set; } = "ten.ai/v1alpha1";

    /// <summary>The kind.</summary>
    public string Kind { get; set; } = "GpuConfig";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What is wanted.</summary>
    public V1alpha1GpuConfigSpec? Spec { get; set; }

    /// <summary>What is.</summary>
    public V1alpha1GpuConfigStatus? Status { get; set; }
}
