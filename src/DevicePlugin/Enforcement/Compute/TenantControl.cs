namespace Coaster.Enforcement.Compute;

/// <summary>One container on one GPU, from step to step: what it uses, what it wants, what it pays.</summary>
internal sealed class TenantControl
{
    private const double Smoothing = 0.3;
    private const double NearlyAll = 0.9;
    private const double ThrottledPart = 0.02;
    private const int StepsRemembered = 5;
    private const double Headroom = 1.25;
    private const double Margin = 0.01;
    private const double LongestBurstSeconds = 0.2;
    private const long LeastBurstNs = 20_000_000;

    // Nobody launches more in a step: a counter that says so was written by hand.
    private const long MostUnits = 10_000_000_000_000;

    private readonly ChargeHistory _history = new();
    private readonly UnitPrice _price;
    private readonly ChargeBalance _balance;
    private readonly ShadowLevel _level = new();
    private TenantReading _last;
    private double _chargedNs;
    private long _measuredUntilNs;
    private long _limitedSinceNs;
    private int _stepsSinceWanting = StepsRemembered;
    private int _stepsSinceActive = StepsRemembered;
    private int _stepsAwake;

    internal TenantControl(TenantReading first, ComputeOrder inForce, long nowNs, long measuredUntilNs)
    {
        (_last, Order, _measuredUntilNs) = (first, inForce, measuredUntilNs);
        _price = new UnitPrice(inForce.UnitPs);
        _balance = new ChargeBalance(inForce.CorrectionNs);
        _limitedSinceNs = inForce.IsLimited ? measuredUntilNs : long.MaxValue;
        _history.Add(new Charge(nowNs, first.Units, 0));
    }

    internal ComputeOrder Order { get; private set; }

    /// <summary>What it got of the GPU's time lately, as a part of 1.</summary>
    internal double Got { get; private set; }

    /// <summary>Whether it did anything in the last steps, or tried.</summary>
    internal bool IsActive => _stepsSinceActive < StepsRemembered;

    /// <summary>Whether it launched while its bucket had long been empty: then nobody holds it back.</summary>
    internal bool LaunchedInDebt { get; private set; }

    /// <summary>What it would use; all it can get when it waits, or nearly uses up what it has.</summary>
    internal Demand Demand => new(_last.Terms, !IsActive ? 0 : IsWanting ? 1 : Math.Clamp((Got * Headroom) + Margin, JustWoke ? _last.Terms.Guarantee : 0, 1));

    /// <summary>What it does now is measured only some steps later: until then it has its percentage.</summary>
    private bool JustWoke => _stepsAwake < StepsRemembered;

    private bool IsWanting => _stepsSinceWanting < StepsRemembered;

    private double Rate => Order.RatePpm / 1e6;

    /// <summary>Takes account of what happened since the step before.</summary>
    internal void See(TenantReading reading, long nowNs, long measuredUntilNs, double stepNs)
    {
        var units = Math.Clamp(reading.Units - _last.Units, 0, MostUnits);
        var charged = (double)units * _price.Picoseconds / 1000;
        _chargedNs += charged;
        _history.Add(new Charge(nowNs, reading.Units, _chargedNs));
        var busy = Measure(reading, measuredUntilNs);
        LaunchedInDebt = Order.IsLimited && _level.Spend(charged, Rate, stepNs);
        var used = Math.Max(charged / stepNs, busy);
        Got += (busy - Got) * Smoothing;
        var throttledNs = Math.Max(0, reading.ThrottledNs - _last.ThrottledNs);
        Remember(reading, units, used, throttledNs / stepNs > ThrottledPart);
        _last = reading;
    }

    /// <summary>Sets what holds until the next step.</summary>
    internal ComputeOrder Decide(double rate, bool isAlone, long nowNs)
    {
        var isLimited = _last.Terms.IsHard || !isAlone;
        if (isLimited != Order.IsLimited)
        {
            _limitedSinceNs = isLimited ? nowNs : long.MaxValue;
            _level.Reset();
        }

        var correction = _balance.CorrectionNs;
        _level.Correct(correction - Order.CorrectionNs);
        var burst = Math.Max(LeastBurstNs, (long)(rate * LongestBurstSeconds * 1e9));
        return Order = new ComputeOrder(isLimited, (long)Math.Round(rate * 1e6), burst, _price.Picoseconds, correction);
    }

    /// <summary>How busy it kept the GPU in the time that was measured since the step before, as a part of that time; and what follows for its price.</summary>
    private double Measure(TenantReading reading, long measuredUntilNs)
    {
        var span = measuredUntilNs - _measuredUntilNs;
        if (span <= 0)
            return Got;
        var busyNs = Math.Clamp(reading.BusyNs - _last.BusyNs, 0, span);
        var (from, to) = (_history.At(_measuredUntilNs), _history.At(measuredUntilNs));
        _price.Add(Math.Max(0, to.Units - from.Units), busyNs);
        if (_measuredUntilNs >= _limitedSinceNs)
            _balance.Add(to.ChargedNs - from.ChargedNs, busyNs, Rate);
        _measuredUntilNs = measuredUntilNs;
        return (double)busyNs / span;
    }

    private void Remember(TenantReading reading, double units, double used, bool isThrottled)
    {
        var isWanting = reading.IsWaiting || isThrottled || (used > 0 && used >= NearlyAll * Rate);
        _stepsSinceWanting = isWanting ? 0 : Math.Min(_stepsSinceWanting + 1, StepsRemembered);
        var isActive = reading.IsWaiting || units > 0 || used > Margin;
        _stepsSinceActive = isActive ? 0 : Math.Min(_stepsSinceActive + 1, StepsRemembered);
        _stepsAwake = IsActive ? Math.Min(_stepsAwake + 1, StepsRemembered) : 0;
    }
}
