using System.Text.Json.Serialization;

namespace Coaster.KubeApi.Models;

/// <summary>Who an object is. A text that is not set is empty, as in Kubernetes' own code.</summary>
public sealed record V1ObjectMeta
{
    /// <summary>Unique in the namespace at one time; another object may have it later.</summary>
    public string Name { get; set; } = "";

    /// <summary>Empty for objects that are in none, such as nodes.</summary>
    [JsonPropertyName("namespace")]
    public string NamespaceProperty { get; set; } = "";

    /// <summary>Unique for all time.</summary>
    public string Uid { get; set; } = "";

    /// <summary>The version of this state of the object; to be compared for equality only.</summary>
    public string ResourceVersion { get; set; } = "";

    /// <summary>Texts for programs, null for none.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; set; }

    /// <summary>Texts by which objects are selected, null for none.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; set; }

    /// <summary>With whose end this object ends.</summary>
    public IReadOnlyList<V1OwnerReference>? OwnerReferences { get; set; }

    /// <summary>When the API server made it, in UTC.</summary>
    public DateTime? CreationTimestamp { get; set; }

    /// <summary>When it shall be gone, in UTC; null while nobody deletes it.</summary>
    public DateTime? DeletionTimestamp { get; set; }
}
