using Coaster.GpuModel;
using Coaster.Oci;

namespace Coaster.LiveRoot.DeviceRules;

/// <summary>
/// The devices that a container may open, when it runs already: for engines that can only be joined after they set their rules. Where the
/// rules can be written into a container's config.json they belong there, since an engine that applies its own again forgets these.
/// </summary>
public sealed class ContainerDevices
{
    private const string What = "cannot change which devices the container may open";
    private readonly IDeviceRules _rules;

    private ContainerDevices(string cgroup, IDeviceRules rules) => (Cgroup, _rules) = (cgroup, rules);

    /// <summary>The folder of the cgroup that decides.</summary>
    public string Cgroup { get; }

    /// <summary>The devices of the container that a process is in.</summary>
    /// <param name="pid">Its process id, as this process sees it.</param>
    /// <exception cref="CoasterException">It is gone, or its cgroup cannot be reached from here.</exception>
    public static ContainerDevices Of(int pid) => At(Reported(() =>
        DeviceCgroup.FolderOf(File.ReadLines($"/proc/{pid}/cgroup"), File.ReadLines("/proc/self/mountinfo"))) ?? throw new CoasterException(
            What,
            $"the cgroup of its process {pid} is not mounted here",
            "Run it on the host, with the host's /sys/fs/cgroup"));

    /// <summary>The devices of the container of a cgroup.</summary>
    /// <param name="cgroup">The folder: below version 1's devices controller, or of version 2.</param>
    /// <exception cref="CoasterException">It is no such folder.</exception>
    public static ContainerDevices At(string cgroup)
    {
        if (File.Exists(Path.Combine(cgroup, DevicesAllowFile.Name)))
            return new ContainerDevices(cgroup, new DevicesAllowFile(cgroup));
        if (File.Exists(Path.Combine(cgroup, "cgroup.controllers")))
            return new ContainerDevices(cgroup, new DevicePrograms(cgroup));
        throw new CoasterException(What, $"{cgroup} is no cgroup that decides on devices", "Name the container's own, below /sys/fs/cgroup");
    }

    /// <summary>Allows devices beside those that are allowed already. To allow one again changes nothing.</summary>
    /// <param name="nodes">The devices; their paths, owners and modes play no part.</param>
    /// <exception cref="CoasterException">The kernel refuses, or a cgroup above forbids one; what was allowed before still is.</exception>
    public void Allow(IReadOnlyList<DeviceNode> nodes)
    {
        var rules = nodes.Select(DeviceRule.Of).Distinct().ToList();
        _ = Reported(() =>
        {
            _rules.Allow(rules);
            return Cgroup;
        });
    }

    private static T Reported<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CoasterException(What, error.Message.TrimEnd('.'), Mend.For(error), error);
        }
    }
}
