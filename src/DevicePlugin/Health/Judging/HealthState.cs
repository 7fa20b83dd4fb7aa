using Coaster.GpuModel.Inventory;
using Coaster.Health.Book;
using Coaster.Health.Faults;
using Coaster.Health.Probing;

namespace Coaster.Health.Judging;

/// <summary>What is known of all GPUs. No clock of its own runs here, and nobody is asked; one thread at a time.</summary>
/// <param name="policy">What counts.</param>
/// <param name="time">The clock.</param>
internal sealed class HealthState(HealthPolicy policy, TimeProvider time)
{
    /// <summary>No node has more; a driver that says so is not believed.</summary>
    private const int MaxGpus = 256;

    private readonly Dictionary<string, GpuRecord> _gpus = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All that were ever seen.</summary>
    public IReadOnlyCollection<GpuRecord> Gpus => _gpus.Values;

    /// <summary>The time on a clock that never goes back.</summary>
    public TimeSpan Now => time.GetElapsedTime(0);

    /// <summary>Takes over what is known of GPUs already.</summary>
    public void Expect(IEnumerable<Gpu> known)
    {
        foreach (var gpu in known.Where(gpu => gpu.Uuid.Length > 0))
            Find(gpu.Uuid)?.Expect(gpu.Health, gpu.Mig.Select(mig => mig.Uuid), time.GetUtcNow());
    }

    /// <summary>The driver's list has come.</summary>
    public void Listed(GpuListing listing)
    {
        if (listing is GpuListing.Gone gone)
            foreach (var gpu in _gpus.Values)
                gpu.Stall($"the driver does not answer: {gone.Reason}");
        if (listing is not GpuListing.Found found)
            return;
        var listed = found.Gpus.DistinctBy(gpu => gpu.Uuid, StringComparer.OrdinalIgnoreCase).ToDictionary(gpu => gpu.Uuid, StringComparer.OrdinalIgnoreCase);
        foreach (var uuid in listed.Keys)
            Find(uuid);
        foreach (var gpu in _gpus.Values)
            gpu.Listed(listed.GetValueOrDefault(gpu.Uuid), Now);
    }

    /// <summary>A GPU has answered.</summary>
    public void Looked(string uuid, GpuLook look, TimeSpan asked) => _gpus.GetValueOrDefault(uuid)?.Looked(look, asked);

    /// <summary>A GPU tells something by itself; what it means of the program that ran on it, if that.</summary>
    public ApplicationFault? Happened(GpuEvent told)
    {
        if (told.Uuid is null || Find(told.Uuid) is not { } gpu)
            return null;
        if (told.Kind == GpuEventKind.UncorrectedError && !policy.IgnoresXids)
            gpu.Suffer(new Cause(GpuHealth.Degraded, "an ECC error that could not be corrected"), Now);
        return told.Kind == GpuEventKind.Xid ? Happened(gpu, told, policy.Judge(told.Xid)) : null;
    }

    /// <summary>Draws the conclusions: those that changed, in no order among different GPUs.</summary>
    public IReadOnlyList<GpuCondition> Conclude()
    {
        var (now, wall) = (Now, time.GetUtcNow());
        return [.. _gpus.Values.Where(gpu => gpu.Conclude(now, wall)).Select(gpu => gpu.Condition!)];
    }

    /// <summary>How all are now.</summary>
    public GpuHealthBook Book() => new(
        _gpus.Values.Select(gpu => gpu.Condition).OfType<GpuCondition>(),
        _gpus.Values.SelectMany(gpu => gpu.Migs, (gpu, mig) => KeyValuePair.Create(mig, gpu.Uuid)));

    private ApplicationFault? Happened(GpuRecord gpu, GpuEvent told, XidMeaning meaning)
    {
        if (meaning.Class is XidClass.Fault or XidClass.Lost)
            gpu.Suffer(new Cause(meaning.Class == XidClass.Lost ? GpuHealth.Lost : GpuHealth.Degraded, meaning.ToString(), meaning.Number), Now);
        return meaning.Class is XidClass.Application or XidClass.Unknown
            ? new ApplicationFault(gpu.Uuid, meaning.Number, meaning.ToString(), meaning.Class == XidClass.Application, null,
                told.GpuInstance, told.ComputeInstance, time.GetUtcNow())
            : null;
    }

    private GpuRecord? Find(string uuid)
    {
        if (!_gpus.TryGetValue(uuid, out var gpu) && _gpus.Count < MaxGpus)
            _gpus[uuid] = gpu = new GpuRecord(uuid, policy.Quiet);
        return gpu;
    }
}
