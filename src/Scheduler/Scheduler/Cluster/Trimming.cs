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

    private static Dictionary<string, string>? OursOf(IReadOnlyDictionary<string, string>? annotations) =>
        annotations?.Where(annotation => annotation.Key.StartsWith(Ours, StringComparison.Ordinal)).ToDictionary();
}
