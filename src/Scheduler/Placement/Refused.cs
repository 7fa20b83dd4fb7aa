using Coaster.GpuModel;

namespace Coaster.Placement;

/// <summary>The request cannot be served, and why.</summary>
/// <param name="Kind">Whether waiting helps.</param>
/// <param name="Reasons">The reason, then what stands behind it, such as who holds the GPUs; never empty, without full stops.</param>
/// <param name="Mend">What the person can do, as a sentence without its full stop.</param>
public sealed record Refused(RefusalKind Kind, IReadOnlyList<string> Reasons, string Mend) : PlacementResult
{
    /// <summary>All reasons in one line.</summary>
    public string Why => string.Join("; ", Reasons);

    /// <summary>The failure that ends a command with this refusal.</summary>
    public CoasterException ToException() => new("cannot book a GPU", Why, Mend);

    /// <inheritdoc/>
    public bool Equals(Refused? other) =>
        other is not null && (Kind, Mend) == (other.Kind, other.Mend) && Reasons.SequenceEqual(other.Reasons);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Mend, Reasons.Count);
}
