using Coaster.GpuModel.Bookings;

namespace Coaster.GpuModel.Requests;

/// <summary>The weakest tier that a share accepts, as people write it.</summary>
public static class WeakestTier
{
    /// <summary>The tier that the text means. <c>booked</c> is none of them: who wants no limits to hold need not say so.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it was written, such as <c>ten.ai/gpu-tier</c>, for the message.</param>
    /// <exception cref="CoasterException">The text is no such tier.</exception>
    public static EnforcementTier Parse(string text, string source) =>
        BookingWords.Tier.TryParse(text, out var tier) && tier != EnforcementTier.Booked
            ? tier
            : throw new CoasterException(
                $"cannot read {source}", $"tier is '{SpecText.Quote(text)}'", "Write tier as one of watcher, shim, mps, driver and mig");
}
