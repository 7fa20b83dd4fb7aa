namespace Coaster.Publishing.Node;

/// <summary>The bounds of what is written about a node.</summary>
public sealed record NodePublisherSettings
{
    /// <summary>The wait after a write before the next one; it doubles while writes follow each other.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such wait.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The namespace that the agent's lease is in.</summary>
    public string LeaseNamespace { get; init; } = "kube-system";

    /// <summary>How long after a renewal the agent counts as alive; whole seconds. A renewal that takes a quarter of it is given up.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>How often the lease is renewed.</summary>
    public TimeSpan LeaseInterval { get; init; } = TimeSpan.FromSeconds(10);
}
