namespace Coaster.GpuModel.Requests;

/// <summary>MIG devices that nobody else may use, whichever GPUs they are on.</summary>
/// <param name="Filter">The devices that may serve it.</param>
/// <param name="Amounts">How many of which profile; never empty, no profile twice.</param>
public sealed record MigRequest(GpuFilter Filter, IReadOnlyList<MigAmount> Amounts) : GpuRequest(Filter)
{
    /// <inheritdoc/>
    public bool Equals(MigRequest? other) => other is not null && Filter.Equals(other.Filter) && Amounts.SequenceEqual(other.Amounts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Filter, Amounts.Count);
}
