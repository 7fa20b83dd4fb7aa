using Coaster.Enforcement.Compute;

namespace Coaster.Enforcement.Tests.Compute;

/// <summary>
/// A GPU that takes turns among the containers with something queued, and a driver that tells late and in whole percent how busy it was for each.
/// </summary>
internal sealed class ModelGpu
{
    public const double Second = 1e9;
    private const double TickNs = 0.5e6;
    private const double SliceNs = 2e6;
    private const double StepNs = 100e6;
    private readonly ComputeController _controller = new();
    private readonly List<ModelTenant> _tenants = [];
    private readonly Dictionary<ModelTenant, Measurement> _measured = [];
    private readonly Queue<(double Until, Dictionary<ModelTenant, double> Busy)> _late = new();
    private readonly Random _noise;
    private readonly int _delaySteps;
    private int _turn;
    private double _sliceLeft = SliceNs;
    private double _measuredUntil;

    public ModelGpu(int delaySteps, int seed, params ModelTenant[] tenants)
    {
        (_noise, _delaySteps) = (new Random(seed), delaySteps);
        foreach (var tenant in tenants)
            Join(tenant);
    }

    public double Now { get; private set; }

    public void Join(ModelTenant tenant)
    {
        _tenants.Add(tenant);
        _measured[tenant] = new Measurement();
        _controller.Join(tenant.Reading(0), tenant.Order, (long)Now, (long)_measuredUntil);
    }

    public void Leave(ModelTenant tenant)
    {
        _tenants.Remove(tenant);
        _controller.Leave(tenant.Id);
    }

    /// <summary>What each got in a time, in percent of it.</summary>
    public double[] Run(double seconds, params ModelTenant[] of)
    {
        var before = of.Select(tenant => tenant.BusyNs).ToArray();
        for (var end = Now + (seconds * Second); Now < end;)
        {
            var stepEnd = Now + StepNs;
            while (Now < stepEnd)
                Tick();
            Step();
        }

        return [.. of.Select((tenant, i) => (tenant.BusyNs - before[i]) / (seconds * Second) * 100)];
    }

    private void Tick()
    {
        foreach (var tenant in _tenants)
            tenant.Launch(Now, TickNs);
        for (var left = TickNs; left > 0 && Next() is { } tenant;)
        {
            var part = Math.Min(Math.Min(left, _sliceLeft), tenant.QueuedNs);
            tenant.Run(part);
            left -= part;
            _sliceLeft -= part;
        }

        Now += TickNs;
    }

    private ModelTenant? Next()
    {
        for (var i = 0; i <= _tenants.Count; i++, _turn++, _sliceLeft = SliceNs)
            if (_sliceLeft > 0 && _tenants.Count > 0 && _tenants[_turn % _tenants.Count] is { QueuedNs: > 0 } tenant)
                return tenant;
        return null;
    }

    private void Step()
    {
        _late.Enqueue((Now, _tenants.ToDictionary(tenant => tenant, tenant => tenant.BusyNs)));
        if (_late.Count > _delaySteps)
            Measure(_late.Dequeue());
        var orders = _controller.Step((long)Now, (long)_measuredUntil, [.. _tenants.Select(tenant => tenant.Reading((long)_measured[tenant].ToldNs))]);
        for (var i = 0; i < orders.Count; i++)
            _tenants[i].Order = orders[i];
    }

    private void Measure((double Until, Dictionary<ModelTenant, double> Busy) reading)
    {
        var span = reading.Until - _measuredUntil;
        foreach (var (tenant, busy) in reading.Busy)
        {
            var told = _measured[tenant];
            var percent = Math.Floor(((busy - told.RealNs) / span * 100) + _noise.NextDouble());
            (told.RealNs, told.ToldNs) = (busy, told.ToldNs + (Math.Clamp(percent, 0, 100) / 100 * span));
        }

        _measuredUntil = reading.Until;
    }

    private sealed class Measurement
    {
        public double RealNs { get; set; }

        public double ToldNs { get; set; }
    }
}
