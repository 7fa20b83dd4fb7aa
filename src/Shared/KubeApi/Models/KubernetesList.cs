namespace Coaster.KubeApi.Models;

/// <summary>Objects, and the version that they are of.</summary>
/// <typeparam name="T">Their kind.</typeparam>
public sealed record KubernetesList<T>
{
    /// <summary>The version, and whether there is more.</summary>
    public V1ListMeta Metadata { get; set; } = new();

    /// <summary>The objects; null for none.</summary>
    public IReadOnlyList<T>? Items { get; set; }
}
