using System.Diagnostics.Metrics;
using Coaster.Enforcement.Events;
using Coaster.Enforcement.Loop;
using Coaster.Enforcement.Status;
using Coaster.GpuModel.Bookings;

namespace Coaster.Enforcement.Metrics;

/// <summary>
/// The figures of all quotas, in the meter <c>Coaster.Enforcement</c>. What is told of containers is looked up when somebody reads it, so that the
/// figures of one that is gone vanish with it.
/// </summary>
public sealed class EnforcementMeter : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Coaster.Enforcement";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);
    private readonly Meter _meter = new(Name);
    private readonly Enforcer _enforcer;
    private readonly EventLog _events;
    private readonly Counter<long> _happened;

    /// <summary>Makes the instruments.</summary>
    public EnforcementMeter(Enforcer enforcer, EventLog events)
    {
        (_enforcer, _events) = (enforcer, events);
        _happened = _meter.CreateCounter<long>("coaster_quota_events", description: "What happened to quotas, by kind.");
        events.Added += Count;
        Gauge("coaster_quota_limit_bytes", "By", "What a container may hold of a GPU.", gpu => gpu.LimitBytes);
        Gauge("coaster_quota_used_bytes", "By", "What it holds by the driver's word.", gpu => gpu.UsedBytes);
        Gauge("coaster_quota_accounted_bytes", "By", "What its own accounting and the corrections come to.", gpu => gpu.AccountedBytes);
        Gauge("coaster_quota_rate_ppm", null, "The part of the GPU's time that it may have, in millionths.", gpu => gpu.RatePpm);
        Gauge("coaster_quota_got_ppm", null, "The part that it got lately, in millionths.", gpu => gpu.GotPpm);
        _meter.CreateObservableCounter("coaster_quota_throttled_ns", () => Of(gpu => gpu.ThrottledNs), "ns", "How long its launches waited.");
        _meter.CreateObservableCounter("coaster_quota_out_of_memory", Refusals, null, "How often memory was refused to it.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _events.Added -= Count;
        _meter.Dispose();
    }

    private void Count(EnforcementEvent happened) => _happened.Add(1, new KeyValuePair<string, object?>("kind", happened.Kind.ToString()));

    private void Gauge(string name, string? unit, string description, Func<GpuStatus, long> value) =>
        _meter.CreateObservableGauge(name, () => Of(value), unit, description);

    private IEnumerable<Measurement<long>> Of(Func<GpuStatus, long> value) =>
        from container in _enforcer.Status(Bound) ?? []
        from gpu in container.Gpus
        select new Measurement<long>(value(gpu), Tag("container", container.Name), Tag("gpu", gpu.Uuid), Tag("tier", container.Tier.Word()));

    private IEnumerable<Measurement<long>> Refusals() =>
        (_enforcer.Status(Bound) ?? []).Select(container => new Measurement<long>(container.OutOfMemory, Tag("container", container.Name)));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
