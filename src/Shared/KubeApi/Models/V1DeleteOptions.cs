namespace Coaster.KubeApi.Models;

/// <summary>How an object is deleted.</summary>
public sealed record V1DeleteOptions
{
    /// <summary>How long it may take to end, in seconds; null for its own setting.</summary>
    public long? GracePeriodSeconds { get; set; }

    /// <summary>What must be so, or else nothing is deleted.</summary>
    public V1Preconditions? Preconditions { get; set; }
}
