using System.Text.Json;
using Coaster.KubeApi.Models;

namespace Coaster.Scheduler.Extender;

/// <summary>What kube-scheduler asks with <c>filter</c> and <c>prioritize</c> (k8s.io/kube-scheduler/extender/v1, ExtenderArgs).</summary>
internal sealed record ExtenderArgs
{
    /// <summary>The pod.</summary>
    public V1Pod? Pod { get; set; }

    /// <summary>The nodes in full, where the extender is not <c>nodeCacheCapable</c>: a NodeList.</summary>
    public JsonElement? Nodes { get; set; }

    /// <summary>Their names, where it is.</summary>
    public IReadOnlyList<string>? NodeNames { get; set; }
}
