namespace Coaster.Quota.Limits;

/// <summary>What a container may take, <c>struct cq_limits</c>.</summary>
/// <param name="Flags">How memory counts.</param>
/// <param name="Gpus">One entry for each GPU, 1 to <see cref="Region.Gpus"/>.</param>
public sealed record ContainerLimits(LimitsFlags Flags, IReadOnlyList<GpuLimits> Gpus)
{
    /// <inheritdoc/>
    public bool Equals(ContainerLimits? other) => other is not null && Flags == other.Flags && Gpus.SequenceEqual(other.Gpus);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Flags, Gpus.Count);
}
