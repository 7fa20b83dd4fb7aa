using System.Text.Json;

namespace Coaster.Publishing.Config;

/// <summary>What is wanted of a node's GPUs.</summary>
public sealed record V1alpha1GpuConfigSpec
{
    /// <summary>
    /// The entries, each a <see cref="V1alpha1GpuConfigEntry"/>; as they were written, so that one that cannot be read spoils no other. Null for none.
    /// </summary>
    public IReadOnlyList<JsonElement>? Gpus { get; set; }
}
