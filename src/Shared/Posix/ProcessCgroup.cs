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
        string? unified = null;
        foreach (var line in PlainFile.ReadText($"/proc/{pid}/cgroup").Split('\n'))
        {
            if (line.Split(':', 3) is not [_, var controllers, var path])
                continue;
            if (Array.IndexOf(controllers.Split(','), "devices") >= 0)
                return path;
            if (controllers.Length == 0)
                unified ??= path;
        }

        return unified ?? throw new IOException($"/proc/{pid}/cgroup names no cgroup");
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
