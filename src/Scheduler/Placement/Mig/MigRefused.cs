namespace Coaster.Placement.Mig;

/// <summary>What was asked for does not fit, and why.</summary>
/// <param name="Why">What is missing, without a full stop.</param>
/// <param name="WouldFit">How many instances of each profile would fit, each for itself; without those that do not.</param>
public sealed record MigRefused(string Why, IReadOnlyList<(MigProfile Profile, int Count)> WouldFit) : MigPlan
{
    /// <summary>What would fit in words, such as <c>3 x 1g.18gb or 1 x 2g.35gb</c>, or <c>nothing</c>.</summary>
    public string Offer => WouldFit.Count == 0
        ? "nothing"
        : string.Join(" or ", WouldFit.Select(static fit => $"{fit.Count} x {fit.Profile.Name}"));
}
