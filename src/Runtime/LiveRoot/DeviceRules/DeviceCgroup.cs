namespace Coaster.LiveRoot.DeviceRules;

/// <summary>Which cgroup decides on a process' devices: that of version 1's devices controller where it is in use, else that of version 2.</summary>
internal static class DeviceCgroup
{
    private const string Controller = "devices";

    /// <summary>The cgroup's folder, or null when it is not mounted here.</summary>
    /// <param name="cgroups">The lines of the process' /proc/PID/cgroup.</param>
    /// <param name="mounts">The lines of this process' /proc/self/mountinfo.</param>
    internal static string? FolderOf(IEnumerable<string> cgroups, IEnumerable<string> mounts)
    {
        var memberships = cgroups.Select(line => line.Split(':', 3)).Where(fields => fields.Length == 3).ToList();
        return memberships.Find(fields => fields[1].Split(',').Contains(Controller)) is { } first
            ? Folder(mounts, first[2], mount => mount.Type == "cgroup" && mount.Options.Contains(Controller))
            : memberships.Find(fields => fields[0] == "0" && fields[1].Length == 0) is { } second
                ? Folder(mounts, second[2], mount => mount.Type == "cgroup2")
                : null;
    }

    private static string? Folder(IEnumerable<string> mounts, string cgroup, Func<CgroupMount, bool> isIt) => mounts
        .Select(CgroupMount.TryParse).OfType<CgroupMount>().Where(isIt)
        .Select(mount => mount.FolderOf(cgroup))
        .FirstOrDefault(folder => folder is not null);
}
