namespace Coaster.Enforcement.Compute;

/// <summary>What was charged until when: the driver measures late, and what it measured is held against what had been charged by then.</summary>
internal sealed class ChargeHistory
{
    private const int Length = 32;
    private readonly Queue<Charge> _charges = new(Length);

    internal void Add(Charge charge)
    {
        if (_charges.Count == Length)
            _charges.Dequeue();
        _charges.Enqueue(charge);
    }

    /// <summary>What was charged by that moment; between two readings it is taken to have grown evenly.</summary>
    internal Charge At(long timeNs)
    {
        var earlier = default(Charge?);
        foreach (var charge in _charges)
        {
            if (charge.TimeNs >= timeNs)
                return earlier is { } before ? Between(before, charge, timeNs) : charge;
            earlier = charge;
        }

        return earlier ?? default;
    }

    private static Charge Between(Charge from, Charge to, long timeNs)
    {
        var part = (double)(timeNs - from.TimeNs) / Math.Max(1, to.TimeNs - from.TimeNs);
        return new Charge(timeNs, from.Units + ((to.Units - from.Units) * part), from.ChargedNs + ((to.ChargedNs - from.ChargedNs) * part));
    }
}
