using System.Diagnostics.Metrics;
using Coaster.GpuModel.Inventory;
using Coaster.Health.Book;
using Coaster.Health.Faults;

namespace Coaster.Health.Metrics;

/// <summary>The figures of the GPUs' health, in the meter <c>Coaster.Health</c>.</summary>
internal sealed class HealthMeter : IDisposable
{
    /// <summary>An XID that is in no table counts under this word, so that a driver's noise makes no endless number of series.</summary>
    public const string OtherXid = "other";

    private readonly Meter _meter = new(GpuHealthMonitor.MeterName);
    private readonly Func<GpuHealthBook> _book;
    private readonly Counter<long> _xids;
    private readonly Counter<long> _stalls;

    public HealthMeter(Func<GpuHealthBook> book)
    {
        _book = book;
        _xids = _meter.CreateCounter<long>("coaster_gpu_xids", description: "XIDs that the driver reported, by GPU and number.");
        _stalls = _meter.CreateCounter<long>("coaster_gpu_stalls", description: "How often the driver did not answer for a GPU.");
        _meter.CreateObservableGauge("coaster_gpu_health", Health, description: "1 for the health that the GPU has, 0 for the others.");
    }

    public void Xid(string uuid, int xid) =>
        _xids.Add(1, Tag("gpu", uuid), Tag("xid", XidTable.Find(xid).Class == XidClass.Unknown ? OtherXid : $"{xid}"));

    public void Stalled(string uuid) => _stalls.Add(1, Tag("gpu", uuid));

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<int>> Health() =>
        from gpu in _book().Gpus.Values
        from health in Enum.GetValues<GpuHealth>()
        select new Measurement<int>(gpu.Health == health ? 1 : 0, Tag("gpu", gpu.Uuid), Tag("health", health.Word()));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
