using System.Text.Json.Serialization;

namespace Coaster.KubeApi.Models;

/// <summary>An event of <c>v1</c>, what <c>kubectl describe</c> shows below an object.</summary>
public sealed record Corev1Event : IKubernetesObject
{
    /// <summary>Group and version.</summary>
    public string ApiVersion { get; set; } = "v1";

    /// <summary>The kind.</summary>
    public string Kind { get; set; } = "Event";

    /// <inheritdoc/>
    public V1ObjectMeta Metadata { get; set; } = new();

    /// <summary>What it happened to.</summary>
    public V1ObjectReference InvolvedObject { get; set; } = new();

    /// <summary>A word for programs.</summary>
    public string Reason { get; set; } = "";

    /// <summary>A sentence for people.</summary>
    public string Message { get; set; } = "";

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string Type { get; set; } = "";

    /// <summary>Who saw it.</summary>
    public V1EventSource? Source { get; set; }

    /// <summary>The first time, in UTC.</summary>
    [JsonConverter(typeof(TimeConverter))]
    public DateTime? FirstTimestamp { get; set; }

    /// <summary>The last time, in UTC.</summary>
    [JsonConverter(typeof(TimeConverter))]
    public DateTime? LastTimestamp { get; set; }

    /// <summary>How often.</summary>
    public int? Count { get; set; }
}
