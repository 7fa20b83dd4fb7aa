using System.Text.Json.Nodes;

namespace Coaster.Scheduler.Extender;

/// <summary>The answer to <c>filter</c> (k8s.io/kube-scheduler/extender/v1, ExtenderFilterResult).</summary>
internal sealed record ExtenderFilterResult
{
    /// <summary>The nodes with room in full, where they were asked about like that.</summary>
    public JsonObject? Nodes { get; init; }

    /// <summary>Their names, where they were asked about by name.</summary>
    public IReadOnlyList<string>? NodeNames { get; init; }

    /// <summary>The nodes without, and why; ending pods there may help.</summary>
    public IReadOnlyDictionary<string, string>? FailedNodes { get; init; }

    /// <summary>Those where that does not help.</summary>
    public IReadOnlyDictionary<string, string>? FailedAndUnresolvableNodes { get; init; }

    /// <summary>Why the question cannot be answered; empty where it is.</summary>
    public string Error { get; init; } = "";
}
