using System.Text.Json.Serialization;

namespace Coaster.Publishing.Config;

/// <summary>What is wanted of one GPU, or of all.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record V1alpha1GpuConfigEntry
{
    /// <summary>An index, a UUID, or <c>*</c> for all that no entry names.</summary>
    public string Gpu { get; set; } = "";

    /// <summary><c>auto</c>, <c>shared</c>, <c>whole</c>, <c>local</c> or <c>mig</c>.</summary>
    public string Mode { get; set; } = "";

    /// <summary>The profiles of its MIG devices, with <c>mig</c> only; null to leave them as they are.</summary>
    public IReadOnlyList<string>? Layout { get; set; }
}
