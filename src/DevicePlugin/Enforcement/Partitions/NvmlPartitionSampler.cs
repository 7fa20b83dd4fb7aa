using Coaster.Enforcement.Sampling;
using Coaster.NvmlInterop.Library.Gpm;

namespace Coaster.Enforcement.Partitions;

/// <summary>
/// Asks NVML. It has no utilisation of processes while MIG is on; the performance counters (GPM, from Hopper on) tell of a GPU instance as a whole, so
/// that nothing is told of a compute instance that shares its GPU instance with others.
/// </summary>
/// <param name="sampler">Who has the driver open.</param>
public sealed class NvmlPartitionSampler(NvmlSampler sampler) : IPartitionSampler, IDisposable
{
    private const int PpmPerPercent = 10_000;
    private readonly Dictionary<string, (NvmlSession Session, NvmlGpmSampler? Counters)> _counters = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public PartitionSample Sample(string mig)
    {
        if (sampler.Device(mig) is not { } device || device.GetParent() is not { IsSuccess: true } gpu || device.GetGpuInstanceId() is not { IsSuccess: true } instance)
            return default;
        var isAlone = gpu.Value.GetMigDevices().Count(other => other.Device.GetGpuInstanceId() == instance) == 1;
        return isAlone
            ? new PartitionSample(device.GetMemory() is { IsSuccess: true } memory ? memory.Value.Used : null, BusyPpm(mig, gpu.Value, instance.Value))
            : new PartitionSample(HeldBytes(device), null);
    }

    /// <inheritdoc/>
    public void Keep(IReadOnlySet<string> migs)
    {
        foreach (var mig in _counters.Keys.Where(mig => !migs.Contains(mig)).ToList())
            Forget(mig);
    }

    /// <inheritdoc/>
    public void Dispose() => Keep(new HashSet<string>());

    private long? BusyPpm(string mig, NvmlDevice gpu, int instance)
    {
        if (Counters(mig, gpu, instance)?.Read(GpmMetric.SmUtilization) is not { IsSuccess: true } read || read.Value[0] is not { IsSuccess: true } percent)
            return null;
        return (long)(Math.Clamp(percent.Value, 0, 100) * PpmPerPercent);
    }

    /// <summary>The counters of a GPU instance, opened anew with the driver; null where the GPU has none.</summary>
    private NvmlGpmSampler? Counters(string mig, NvmlDevice gpu, int instance)
    {
        if (_counters.TryGetValue(mig, out var known) && known.Session == sampler.Session)
            return known.Counters;
        Forget(mig);
        if (sampler.Session is not { } session)
            return null;
        var made = NvmlGpmSampler.Create(gpu, instance);
        _counters[mig] = (session, made.IsSuccess ? made.Value : null);
        return _counters[mig].Counters;
    }

    private void Forget(string mig)
    {
        if (_counters.Remove(mig, out var known))
            known.Counters?.Dispose();
    }

    private static long? HeldBytes(NvmlDevice device) =>
        device.GetProcesses(ProcessKind.Compute) is { IsSuccess: true } processes && processes.Value.All(process => process.UsedBytes is not null)
            ? processes.Value.Sum(process => process.UsedBytes)
            : null;
}
