namespace Coaster.Enforcement.Compute;

/// <summary>How full a bucket should be. The container could write another level into its own; this one is reckoned from the orders alone.</summary>
internal sealed class ShadowLevel
{
    // Several processes may each have started a last launch, and prices change between two looks.
    private const double ToleranceNs = 200e6;
    private const double BurstNs = 200e6;
    private double _ns;

    internal void Reset() => _ns = BurstNs;

    internal void Correct(double ns) => _ns += ns;

    /// <summary>Fills it for a step and takes what was charged.</summary>
    /// <returns>Whether something was launched although it had been empty beyond doubt.</returns>
    internal bool Spend(double chargedNs, double rate, double stepNs)
    {
        _ns = Math.Min(BurstNs, _ns + (rate * stepNs));
        var isInDebt = _ns < -ToleranceNs && chargedNs > 0;
        _ns -= chargedNs;
        return isInDebt;
    }
}
