using Coaster.Enforcement.Compute;
using Coaster.Enforcement.Memory;
using Coaster.Quota;
using Coaster.Quota.Counters;
using Coaster.Quota.Limits;

namespace Coaster.Enforcement.Containers;

/// <summary>A container's region as the agent has it: the limits are its own to write, the counters are read and believed as far as they can be.</summary>
internal sealed class OpenRegion : IDisposable
{
    private readonly LimitsFile _limits;
    private readonly CountersFile _counters;
    private readonly GpuLimits[] _told;

    private OpenRegion(LimitsFile limits, CountersFile counters)
    {
        (_limits, _counters) = (limits, counters);
        _told = [.. limits.Limits.Gpus];
    }

    /// <summary>The GPUs, in the order of the region.</summary>
    internal IReadOnlyList<string> Gpus => [.. _told.Select(gpu => gpu.Uuid)];

    /// <summary>The region in a container's folder, or null when it has none.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="GpuModel.CodecException">It is of another version.</exception>
    internal static OpenRegion? Open(QuotaFolder folder)
    {
        if (!File.Exists(folder.Limits))
            return null;
        var limits = LimitsFile.Open(folder.Limits);
        try
        {
            return new OpenRegion(limits, CountersFile.Open(folder.Counters));
        }
        catch
        {
            limits.Dispose();
            throw;
        }
    }

    internal CountersReading Read()
    {
        try
        {
            return _counters.Read();
        }
        catch (IOException error)
        {
            return new CountersReading.Spoiled(error.Message);
        }
    }

    internal bool IsHeld(int slot)
    {
        try
        {
            return _counters.IsHeld(slot);
        }
        catch (IOException)
        {
            return false;
        }
    }

    internal void Beat() => _limits.Heartbeat = unchecked(_limits.Heartbeat + 1);

    /// <summary>What the bucket of a GPU was told last.</summary>
    internal ComputeOrder OrderInForce(int gpu)
    {
        var told = _told[gpu];
        return new ComputeOrder(
            told.Flags.HasFlag(GpuLimitsFlags.Compute), (long)told.RatePpm, (long)told.BurstNs, (long)Math.Min(told.UnitPs, long.MaxValue), told.CorrectionNs);
    }

    internal void Tell(int gpu, ComputeOrder order)
    {
        var told = _told[gpu];
        _limits.SetUnitPs(gpu, (ulong)order.UnitPs);
        _limits.SetRatePpm(gpu, (ulong)order.RatePpm);
        _limits.SetBurstNs(gpu, (ulong)order.BurstNs);
        _limits.SetCorrectionNs(gpu, order.CorrectionNs);
        var flags = order.IsLimited ? told.Flags | GpuLimitsFlags.Compute : told.Flags & ~GpuLimitsFlags.Compute;
        if (flags != told.Flags)
            _limits.SetFlags(gpu, flags);
        _told[gpu] = told with { Flags = flags };
    }

    internal void TellMemory(int gpu, long bytes)
    {
        if (_told[gpu].MemoryBytes == (ulong)bytes)
            return;
        _limits.SetMemoryBytes(gpu, (ulong)bytes);
        _told[gpu] = _told[gpu] with { MemoryBytes = (ulong)bytes };
    }

    internal void TellContext(int gpu, long bytes)
    {
        if (_told[gpu].ContextBytes == (ulong)bytes)
            return;
        _limits.SetContextBytes(gpu, (ulong)bytes);
        _told[gpu] = _told[gpu] with { ContextBytes = (ulong)bytes };
    }

    internal void Tell(SlotMeasurement measurement) => _limits.SetMeasured(
        measurement.Slot,
        measurement.Generation,
        [.. measurement.EstimatedBytes.Select(bytes => (ulong)bytes)],
        [.. measurement.ExtraBytes.Select(bytes => (ulong)bytes)]);

    public void Dispose()
    {
        _limits.Dispose();
        _counters.Dispose();
    }
}
