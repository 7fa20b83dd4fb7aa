namespace Coaster.Posix;

/// <summary>Where a process is in the tree of cgroups, from <c>/proc/PID/cgroup</c> (cgroups(7)).</summary>
public static class ProcessCgroup
{
    /// <summary>
    /// The path of its cgroup below the root of the hierarchies: that of the devices controller, which knows every container, or with cgroup v2
    /// the only one there is.
    /// </summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public static string Of(int pid)
    {
        var lines = File.ReadAllLines($"/proc/{pid}/cgroup").Select(line => line.Split(':', 3)).Where(parts => parts.Length == 3).ToList();
        var found = lines.Find(parts => parts[1].Split(',').Contains("devices")) ?? lines.Find(parts => parts[1].Length == 0);
        return found?[2] ?? throw new IOException($"/proc/{pid}/cgroup names no cgroup");
    }

    /// <summary>Its cgroup of the second version, as a folder below <c>/sys/fs/cgroup</c>; where both versions are mounted, below <c>unified</c>.</summary>
    /// <exception cref="IOException">The process is gone, or in none.</exception>
    public static string SecondVersionFolderOf(int pid)
    {
        var line = File.ReadAllLines($"/proc/{pid}/cgroup").FirstOrDefault(line => line.StartsWith("0::/", StringComparison.Ordinal))
            ?? throw new IOException($"process {pid} is in no cgroup of the second version");
        return (File.Exists("/sys/fs/cgroup/cgroup.controllers") ? "/sys/fs/cgroup" : "/sys/fs/cgroup/unified") + line["0::".Length..];
    }
}
