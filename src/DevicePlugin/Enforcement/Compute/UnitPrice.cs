namespace Coaster.Enforcement.Compute;

/// <summary>
/// What a unit of work costs of the GPU's time: the ratio of what was measured to what was launched, over about the last two seconds. A straight ratio, so
/// that it is as good for a GPU of 20 multiprocessors as for one of 200.
/// </summary>
internal sealed class UnitPrice
{
    /// <summary>What is assumed until something is measured, in picoseconds.</summary>
    internal const long Unknown = 20_000;

    private const double Keep = 0.95;
    private const double EnoughNs = 5e6;
    private const double Least = 100;
    private const double Most = 1e12;

    // One reading may be of work that was launched long before it: the price follows in steps.
    private const double StepUp = 2;
    private const double StepDown = 1.25;

    private double _busyNs;
    private double _units;
    private bool _isMeasured;

    /// <summary>Starts with the price that was in force, or <see cref="Unknown"/>.</summary>
    internal UnitPrice(long picoseconds) => Picoseconds = picoseconds > 0 ? Math.Clamp(picoseconds, (long)Least, (long)Most) : Unknown;

    internal long Picoseconds { get; private set; }

    internal void Add(double units, double busyNs)
    {
        _units = (_units * Keep) + units;
        _busyNs = (_busyNs * Keep) + busyNs;
        if (_busyNs < EnoughNs || _units < 1)
            return;
        var ratio = _busyNs * 1000 / _units;
        if (_isMeasured)
            ratio = Math.Clamp(ratio, Picoseconds / StepDown, Picoseconds * StepUp);
        _isMeasured = true;
        Picoseconds = (long)Math.Clamp(ratio, Least, Most);
    }
}
