using Coaster.KubeApi.Models;
using Coaster.PodModel.Pods;

namespace Coaster.Scheduler.Cluster;

/// <summary>What is kept of objects: a cluster has tens of thousands, and people write annotations of any size.</summary>
internal static class Trimming
{
    private const string Ours = "ten.ai/";

    /// <summary>A node without what nobody here reads.</summary>
    public static V1Node Of(V1Node node) => node with
    {
        Metadata = node.Metadata with { Annotations = OursOf(node.Metadata.Annotations), Labels = null, OwnerReferences = null },
        Status = node.Status is null ? null : new V1NodeStatus { Allocatable = node.Status.Allocatable },
    };

    /// <summary>A pod likewise.</summary>
    public static V1Pod Of(V1Pod pod)
    {
        var trimmed = PodReader.Trimmed(pod);
        return trimmed with { Metadata = trimmed.Metadata with { Annotations = OursOf(pod.Metadata.Annotations) } };
    }

    /// <summary>What of a node is enough to tell that it is gone.</summary>
    public static V1Node Kept(V1Node node) => new() { Metadata = Identity(node.Metadata) };

    /// <summary>What of a pod is enough to tell that it is gone, and whether it ran then.</summary>
    public static V1Pod Kept(V1Pod pod) => new()
    {
        Metadata = Identity(pod.Metadata),
        Status = pod.Status is null ? null : new V1PodStatus { Phase = pod.Status.Phase, ContainerStatuses = pod.Status.ContainerStatuses, InitContainerStatuses = pod.Status.InitContainerStatuses },
    };

    private static V1ObjectMeta Identity(V1ObjectMeta metadata) =>
        new() { Name = metadata.Name, NamespaceProperty = metadata.NamespaceProperty, Uid = metadata.Uid, ResourceVersion = metadata.ResourceVersion };

    private static Dictionary<string, string>? OursOf(IReadOnlyDictionary<string, string>? annotations) =>
        annotations?.Where(annotation => annotation.Key.StartsWith(Ours, StringComparison.Ordinal)).ToDictionary();
}
