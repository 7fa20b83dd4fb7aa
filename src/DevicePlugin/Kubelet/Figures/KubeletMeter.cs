using System.Diagnostics.Metrics;

namespace Coaster.Kubelet.Figures;

/// <summary>The figures of the device plugin, in the meter <c>Coaster.Kubelet</c>. What is a state is looked up when somebody reads it.</summary>
internal sealed class KubeletMeter : IDisposable
{
    public const string Name = "Coaster.Kubelet";

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _allocate;
    private readonly Histogram<double> _preferred;
    private readonly Counter<long> _registrations;
    private readonly Counter<long> _errors;

    public KubeletMeter(Func<DevicePluginStatus> status)
    {
        _allocate = _meter.CreateHistogram<double>("coaster_kubelet_allocate", "s", "How long kubelet waited for the answer to an allocation.");
        _preferred = _meter.CreateHistogram<double>("coaster_kubelet_preferred", "s", "How long kubelet waited for the devices that it should hand out.");
        _registrations = _meter.CreateCounter<long>("coaster_kubelet_registrations", description: "How often kubelet was told of a resource.");
        _errors = _meter.CreateCounter<long>("coaster_kubelet_errors", description: "What failed between kubelet and the device plugin.");
        Gauge("coaster_kubelet_registered", "Whether kubelet listens to a resource.", () => status().Resources.Select(Registration));
        Gauge("coaster_kubelet_devices", "What kubelet is told of.", () => status().Resources.SelectMany(Devices));
        Gauge("coaster_kubelet_drifts", "Containers whose devices are of other GPUs than are booked.", () => Drifts(status()));
    }

    public void Dispose() => _meter.Dispose();

    public void Allocated(string resource, TimeSpan took) => _allocate.Record(took.TotalSeconds, Tag(resource));

    public void Preferred(string resource, TimeSpan took) => _preferred.Record(took.TotalSeconds, Tag(resource));

    public void Registered(string resource) => _registrations.Add(1, Tag(resource));

    public void Failed(string resource) => _errors.Add(1, Tag(resource));

    private static Measurement<long> Registration(ResourceStatus status) => Of(status.IsRegistered ? 1 : 0, status.Resource);

    private static IEnumerable<Measurement<long>> Devices(ResourceStatus status) =>
    [
        new(status.Healthy, Tag(status.Resource), new("health", "healthy")),
        new(status.Unhealthy, Tag(status.Resource), new("health", "unhealthy")),
    ];

    /// <summary>A resource without any is told of too: a series that is not there says nothing.</summary>
    private static IEnumerable<Measurement<long>> Drifts(DevicePluginStatus status) =>
        status.Resources.Select(each => Of(status.Drifts.Count(drift => drift.Resource == each.Resource), each.Resource));

    private static Measurement<long> Of(long value, string resource) => new(value, Tag(resource));

    private static KeyValuePair<string, object?> Tag(string resource) => new("resource", resource);

    private void Gauge(string name, string description, Func<IEnumerable<Measurement<long>>> values) =>
        _meter.CreateObservableGauge(name, values, description: description);
}
