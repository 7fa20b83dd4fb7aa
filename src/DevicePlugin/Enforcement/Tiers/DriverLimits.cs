using Coaster.Enforcement.Sampling;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Posix;

namespace Coaster.Enforcement.Tiers;

/// <summary>
/// The driver's own memory limits (<c>nvmlDeviceSetMemoryLimits_v1</c>, drivers from r615 on), set on a container's leaf cgroup before its first CUDA call
/// (https://docs.nvidia.com/deploy/mps/latest/mpsv3-memory-partitioning.html). Only the hard limit is set: a guarantee is handed on to the cgroups above, and
/// stays there when its own is removed, before anybody is told of the container's end.
/// </summary>
public sealed class DriverLimits
{
    private readonly NvmlSampler _sampler;
    private readonly LimitRecords _records;
    private readonly Lock _setting = new();
    private readonly Dictionary<string, LimitedCgroup> _set;

    /// <param name="sampler">Who has the driver open.</param>
    /// <param name="folder">Where it is kept what was set, for an agent after this one.</param>
    public DriverLimits(NvmlSampler sampler, string folder)
    {
        (_sampler, _records) = (sampler, new LimitRecords(folder));
        _set = new Dictionary<string, LimitedCgroup>(_records.Read(), StringComparer.Ordinal);
    }

    /// <summary>The containers that have limits.</summary>
    public IReadOnlyCollection<string> Ids
    {
        get
        {
            lock (_setting)
                return [.. _set.Keys];
        }
    }

    /// <summary>Whether a GPU's driver can do it, and this machine has the cgroups for it.</summary>
    public bool IsOffered(string uuid) => ProcessCgroup.SecondVersionRoot is not null
        && _sampler.Device(uuid) is { CanLimitMemory: true } device && device.GetMigMode() is not { IsSuccess: true, Value.Current: true };

    /// <summary>Sets a container's limits.</summary>
    /// <param name="entry">Its booking.</param>
    /// <param name="pid">A process that is in its cgroup.</param>
    /// <exception cref="CoasterException">The driver refuses; nothing is set then.</exception>
    public void Set(LedgerEntry entry, int pid)
    {
        using var alone = _setting.EnterScope();
        Keep(entry, pid);
        foreach (var grant in entry.Container.Grants)
            if (Set(grant, _set[entry.Id].Folder) is { } status)
            {
                Take(entry.Id);
                throw Refused(entry, $"the driver answered: {status.Describe()}");
            }
    }

    /// <summary>Takes back what was set.</summary>
    public void Clear(string id)
    {
        lock (_setting)
            Take(id);
    }

    private void Keep(LedgerEntry entry, int pid)
    {
        try
        {
            var limited = new LimitedCgroup(LeafCgroup.Of(entry, pid), [.. entry.Container.Grants.Select(grant => grant.GpuUuid)]);
            Take(entry.Id);
            _records.Keep(entry.Id, limited);
            _set[entry.Id] = limited;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Refused(entry, error.Message.TrimEnd('.'), error);
        }
    }

    private void Take(string id)
    {
        // Where the cgroup is gone its limits are as well; while there is no driver to tell, it is left for the next look.
        if (!_set.TryGetValue(id, out var set) || (_sampler.Session is null && Directory.Exists(set.Folder)))
            return;
        foreach (var uuid in set.Gpus)
            _ = _sampler.Device(uuid)?.SetMemoryLimits(set.Folder, 0, NvmlDevice.Unlimited);
        _set.Remove(id);
        _records.Forget(id);
    }

    private NvmlStatus? Set(GpuGrant grant, string cgroup)
    {
        if (_sampler.Device(grant.GpuUuid) is not { } device)
            return NvmlStatus.GpuNotFound;
        var result = device.SetMemoryLimits(cgroup, 0, grant.MemoryMiB << 20);
        return result.IsSuccess ? null : result.Status;
    }

    private static CoasterException Refused(LedgerEntry entry, string why, Exception? inner = null) => new(
        $"cannot have the driver hold {entry.Container.Container} to its memory",
        why,
        "Ask for the tier shim, or see what the driver needs in docs/quota.md",
        inner);
}
