using System.Runtime.InteropServices;
using Coaster.NvmlInterop.Native;
using Coaster.NvmlInterop.Native.Enums;
using Coaster.NvmlInterop.Native.Structs;

namespace Coaster.NvmlInterop.Library.Gpm;

/// <summary>
/// Samples the performance counters (GPM, GPUs from Hopper on) of a GPU or of one of its GPU instances: the only utilisation there is while
/// MIG is on. A value is worked out between two samples, so the first reading says nothing.
/// </summary>
public sealed unsafe class NvmlGpmSampler : IDisposable
{
    // The struct holds one place for each metric that its driver knows; no driver knows as many as this.
    private const int MetricPlaces = 512;

    private readonly NvmlDevice _device;
    private readonly uint? _gpuInstance;
    private GpmSample _previous;
    private GpmSample _current;
    private bool _hasPrevious;

    private NvmlGpmSampler(NvmlDevice device, uint? gpuInstance, GpmSample previous, GpmSample current)
    {
        _device = device;
        _gpuInstance = gpuInstance;
        _previous = previous;
        _current = current;
    }

    /// <summary>A sampler for a GPU.</summary>
    /// <param name="device">The GPU, not a MIG device.</param>
    /// <param name="gpuInstance">One of its GPU instances, or null for the whole GPU.</param>
    public static NvmlResult<NvmlGpmSampler> Create(NvmlDevice device, int? gpuInstance = null)
    {
        var support = new nvmlGpmSupport_t { version = NvmlConstants.NVML_GPM_SUPPORT_VERSION };
        var status = device.Session.Native.nvmlGpmQueryDeviceSupport(device.Handle, &support);
        if (status == nvmlReturn_t.NVML_SUCCESS && support.isSupportedDevice == 0)
            status = nvmlReturn_t.NVML_ERROR_NOT_SUPPORTED;
        if (status != nvmlReturn_t.NVML_SUCCESS)
            return NvmlResult.Fail<NvmlGpmSampler>(status);
        var (first, second) = (GpmSample.Allocate(device.Session), GpmSample.Allocate(device.Session));
        if (!first.IsSuccess || !second.IsSuccess)
            return (first.IsSuccess ? second : first).As<NvmlGpmSampler>();
        return NvmlResult.Of(status, new NvmlGpmSampler(device, (uint?)gpuInstance, first.Value, second.Value));
    }

    /// <summary>
    /// The values since the last reading, in the same order: percent for utilisations, MiB/s for traffic. The first reading answers
    /// <see cref="NvmlStatus.NoData"/>; readings should be 100 ms apart or more.
    /// </summary>
    public NvmlResult<IReadOnlyList<NvmlResult<double>>> Read(params ReadOnlySpan<GpmMetric> metrics)
    {
        var status = TakeSample();
        if (status != nvmlReturn_t.NVML_SUCCESS)
            return NvmlResult.Fail<IReadOnlyList<NvmlResult<double>>>(status);
        (_previous, _current) = (_current, _previous);
        if (!_hasPrevious)
        {
            _hasPrevious = true;
            return NvmlResult.Fail<IReadOnlyList<NvmlResult<double>>>(nvmlReturn_t.NVML_ERROR_NO_DATA);
        }

        return Compute(_current, _previous, metrics);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _previous.Dispose();
        _current.Dispose();
    }

    private nvmlReturn_t TakeSample() => _gpuInstance is { } instance
        ? _device.Session.Native.nvmlGpmMigSampleGet(_device.Handle, instance, _current.DangerousGetHandle())
        : _device.Session.Native.nvmlGpmSampleGet(_device.Handle, _current.DangerousGetHandle());

    private NvmlResult<IReadOnlyList<NvmlResult<double>>> Compute(GpmSample older, GpmSample newer, ReadOnlySpan<GpmMetric> metrics)
    {
        var bytes = new byte[sizeof(nvmlGpmMetricsGet_t) + MetricPlaces * sizeof(nvmlGpmMetric_t)];
        var places = MemoryMarshal.Cast<byte, nvmlGpmMetric_t>(bytes.AsSpan(sizeof(nvmlGpmMetricsGet_t)));
        for (var i = 0; i < metrics.Length; i++)
            places[i].metricId = (uint)metrics[i];
        fixed (byte* buffer = bytes)
        {
            *(nvmlGpmMetricsGet_t*)buffer = new nvmlGpmMetricsGet_t
            {
                version = NvmlConstants.NVML_GPM_METRICS_GET_VERSION,
                numMetrics = (uint)metrics.Length,
                sample1 = older.DangerousGetHandle(),
                sample2 = newer.DangerousGetHandle(),
            };
            var status = _device.Session.Native.nvmlGpmMetricsGet(buffer);
            var values = new NvmlResult<double>[metrics.Length];
            for (var i = 0; i < values.Length; i++)
                values[i] = NvmlResult.Of(places[i].nvmlReturn, places[i].value);
            return NvmlResult.Of<IReadOnlyList<NvmlResult<double>>>(status, values);
        }
    }
}
