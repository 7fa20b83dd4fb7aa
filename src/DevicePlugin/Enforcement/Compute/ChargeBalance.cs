namespace Coaster.Enforcement.Compute;

/// <summary>
/// Makes good what was charged wrongly. The difference between what was charged and what was measured is followed slowly enough that the measurement's
/// delay cannot make it swing, and never forgotten, so that in the long run a tenant gets its rate times the time. What is still to be made good is
/// bounded: neither can time be saved up that was not wanted, nor does anybody pay for minutes.
/// </summary>
/// <param name="correctionNs">What was made good before.</param>
internal sealed class ChargeBalance(long correctionNs)
{
    // The delay is two to three steps; up to 1 / (e * delay) a delayed integrator does not overshoot.
    private const double Gain = 0.125;
    private const double OwedSeconds = 5;
    private const double SavedSeconds = 1;

    private double _correctionNs = correctionNs;
    private double _openNs;

    internal long CorrectionNs => (long)_correctionNs;

    /// <summary>What the tenant still has to pay back, in nanoseconds of GPU time; 0 when it has nothing to.</summary>
    internal double OwedNs => Math.Max(0, -_openNs);

    /// <summary>Takes account of a step.</summary>
    /// <param name="chargedNs">What was charged for the time that was measured.</param>
    /// <param name="busyNs">What was measured.</param>
    /// <param name="rate">What it may have, as a part of 1.</param>
    internal void Add(double chargedNs, double busyNs, double rate)
    {
        _openNs = Math.Clamp(_openNs + chargedNs - busyNs, -OwedSeconds * 1e9 * rate, SavedSeconds * 1e9 * rate);
        var step = _openNs * Gain;
        _openNs -= step;
        _correctionNs += step;
    }
}
