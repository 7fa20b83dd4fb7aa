using Coaster.Enforcement.Sampling;
using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Ledger;
using Coaster.Posix;

namespace Coaster.Enforcement.Tiers;

/// <summary>
/// The driver's own memory limits (<c>nvmlDeviceSetMemoryLimits_v1</c>, drivers from r615 on), set on a container's leaf cgroup before its first CUDA call.
/// </summary>
/// <param name="sampler">Who has the driver open.</param>
public sealed class DriverLimits(NvmlSampler sampler)
{
    private readonly Lock _setting = new();
    private readonly Dictionary<string, (string Cgroup, IReadOnlyList<string> Gpus)> _set = new(StringComparer.Ordinal);

    /// <summary>Whether a GPU's driver can do it.</summary>
    public bool IsOffered(string uuid) => sampler.Device(uuid) is { CanLimitMemory: true } device && device.GetMigMode() is not { IsSuccess: true, Value.Current: true };

    /// <summary>Sets a container's limits.</summary>
    /// <param name="entry">Its booking.</param>
    /// <param name="pid">A process that is in its cgroup.</param>
    /// <exception cref="CoasterException">The driver refuses; nothing is set then.</exception>
    public void Set(LedgerEntry entry, int pid)
    {
        using var alone = _setting.EnterScope();
        var cgroup = CgroupOf(entry, pid);
        var gpus = entry.Container.Grants.Select(grant => grant.GpuUuid).ToList();
        _set[entry.Id] = (cgroup, gpus);
        foreach (var grant in entry.Container.Grants)
            if (Set(grant, cgroup) is { } status)
            {
                Take(entry.Id);
                throw Refused(entry, $"the driver answered: {status.Describe()}");
            }
    }

    /// <summary>Takes back what was set, the guarantee first: the driver has handed it on to the cgroups above.</summary>
    public void Clear(string id)
    {
        lock (_setting)
            Take(id);
    }

    private void Take(string id)
    {
        if (!_set.Remove(id, out var set))
            return;
        foreach (var uuid in set.Gpus)
            _ = sampler.Device(uuid)?.SetMemoryLimits(set.Cgroup, 0, NvmlDevice.Unlimited);
    }

    private NvmlStatus? Set(GpuGrant grant, string cgroup)
    {
        if (sampler.Device(grant.GpuUuid) is not { } device)
            return NvmlStatus.GpuNotFound;
        var bytes = grant.MemoryMiB << 20;
        var result = device.SetMemoryLimits(cgroup, bytes, bytes);
        return result.IsSuccess ? null : result.Status;
    }

    private static string CgroupOf(LedgerEntry entry, int pid)
    {
        try
        {
            return ProcessCgroup.SecondVersionFolderOf(pid);
        }
        catch (IOException error)
        {
            throw Refused(entry, error.Message.TrimEnd('.'), error);
        }
    }

    private static CoasterException Refused(LedgerEntry entry, string why, Exception? inner = null) => new(
        $"cannot have the driver hold {entry.Container.Container} to its memory",
        why,
        "Ask for the tier shim, or see the driver's requirements in docs/quota.md",
        inner);
}
