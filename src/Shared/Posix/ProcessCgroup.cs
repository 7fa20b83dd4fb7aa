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

    /// <summary>Where cgroups of the second version are on this machine: all of <c>/sys/fs/cgroup</c>, or <c>unified</c> below it; null where nowhere.</summary>
    public static string? SecondVersionRoot =>
        Array.Find(["/sys/fs/cgroup", "/sys/fs/cgroup/unified"], root => File.Exists(root + "/cgroup.controllers"));

    /// <summary>Its cgroup of the second version: the folder, and the path below the hierarchy's root.</summary>
    /// <exception cref="IOException">The process is gone, or in none.</exception>
    public static (string Folder, string Path) SecondVersionOf(int pid)
    {
        var root = SecondVersionRoot ?? throw new IOException("this machine has cgroups of the first version only");
        var line = PlainFile.ReadText($"/proc/{pid}/cgroup").Split('\n').FirstOrDefault(line => line.StartsWith("0::/", StringComparison.Ordinal))
            ?? throw new IOException($"process {pid} is in no cgroup of the second version");
        var path = line["0::".Length..];
        return (root + path.TrimEnd('/'), path);
    }
}
