using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Coaster.Kubelet.Tests.Figures;

public sealed class KubeletMeterTests
{
    [Fact]
    public async Task Meter_OneAllocation_IsCounted()
    {
        // Other tests have meters of the same name: this one's resource is its own.
        const string Mine = "ten.ai/meter-test";
        var seen = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == DevicePluginHost.MeterName)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        void Keep<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            var words = tags.ToArray().Select(tag => tag.Value?.ToString()).ToList();
            if (words.Contains(Mine))
                seen[string.Join(' ', words.Skip(1).Prepend(instrument.Name))] = Convert.ToDouble(value);
        }

        listener.SetMeasurementEventCallback<long>(Keep);
        listener.SetMeasurementEventCallback<double>(Keep);
        listener.Start();
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("AB", 4, Mine));
        var endpoint = await kubelet.EndpointAsync(Mine);
        await endpoint.AllocateAsync(await endpoint.PreferAsync(endpoint.Healthy, 2));
        await Until.TrueAsync(() => seen.ContainsKey("coaster_kubelet_registrations"));
        listener.RecordObservableInstruments();
        Assert.Equal((1, 1), (seen["coaster_kubelet_registrations"], seen["coaster_kubelet_registered"]));
        Assert.Equal((8, 0, 0), (seen["coaster_kubelet_devices healthy"], seen["coaster_kubelet_devices unhealthy"], seen["coaster_kubelet_drifts"]));
        Assert.InRange(seen["coaster_kubelet_allocate"], 0, double.MaxValue);
        Assert.InRange(seen["coaster_kubelet_preferred"], 0, double.MaxValue);
    }
}
