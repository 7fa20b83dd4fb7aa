using System.Diagnostics;

namespace Coaster.Testing;

/// <summary>A cgroup of the machine, in one hierarchy.</summary>
public sealed class RealCgroup : IDisposable
{
    private readonly string _hierarchy;

    /// <summary>Makes one.</summary>
    /// <param name="controller">In whose hierarchy; with cgroup v2 there is one for all.</param>
    public RealCgroup(string controller = "pids")
    {
        _hierarchy = File.Exists("/sys/fs/cgroup/cgroup.controllers") ? "/sys/fs/cgroup" : "/sys/fs/cgroup/" + controller;
        Directory.CreateDirectory(Folder);
    }

    public string Path { get; } = $"/coaster-test-{Guid.NewGuid():N}";

    public string Folder => _hierarchy + Path;

    /// <summary>Starts a process that stays, in the cgroup or one below it.</summary>
    public Process Start(string below)
    {
        var process = Shell.Start("sleep", "1000");
        Add(process.Id, below);
        return process;
    }

    /// <summary>Moves a process into it, or into one below it.</summary>
    public void Add(int pid, string below = "")
    {
        Directory.CreateDirectory(Folder + below);
        File.WriteAllText(Folder + below + "/cgroup.procs", $"{pid}\n");
    }

    public void Dispose()
    {
        if (!Directory.Exists(Folder))
            return;
        foreach (var folder in Directory.GetDirectories(Folder, "*", SearchOption.AllDirectories).OrderByDescending(path => path.Length).Append(Folder))
            Directory.Delete(folder);
    }
}
