namespace Coaster.Scheduler.Binding;

/// <summary>What became of a binding that was sent.</summary>
internal enum BindOutcome
{
    /// <summary>Nobody knows yet.</summary>
    Unknown,

    /// <summary>The pod is bound where it was to be.</summary>
    Bound,

    /// <summary>It is not, and will not be.</summary>
    NotBound,
}
