namespace Coaster.KubeApi.Models;

/// <summary>What an object must be for an operation on it.</summary>
public sealed record V1Preconditions
{
    /// <summary>The UID that it must have.</summary>
    public string? Uid { get; set; }
}
