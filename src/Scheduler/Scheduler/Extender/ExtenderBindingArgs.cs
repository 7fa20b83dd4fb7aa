using System.Text.Json.Serialization;

namespace Coaster.Scheduler.Extender;

/// <summary>What kube-scheduler asks with <c>bind</c> (k8s.io/kube-scheduler/extender/v1, ExtenderBindingArgs).</summary>
internal sealed record ExtenderBindingArgs
{
    /// <summary>The pod's name.</summary>
    public string PodName { get; set; } = "";

    /// <summary>Its namespace.</summary>
    public string PodNamespace { get; set; } = "";

    /// <summary>Its UID.</summary>
    [JsonPropertyName("PodUID")]
    public string PodUid { get; set; } = "";

    /// <summary>The node that was chosen.</summary>
    public string Node { get; set; } = "";
}
