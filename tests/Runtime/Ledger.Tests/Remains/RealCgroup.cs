using System.Diagnostics;
using Coaster.Testing;

namespace Coaster.Ledger.Tests.Remains;

/// <summary>A cgroup of the machine, in one hierarchy.</summary>
internal sealed class RealCgroup : IDisposable
{
    private static readonly string Hierarchy = File.Exists("/sys/fs/cgroup/cgroup.controllers") ? "/sys/fs/cgroup" : "/sys/fs/cgroup/pids";

    public RealCgroup() => Directory.CreateDirectory(Folder);

    public string Path { get; } = $"/coaster-test-{Guid.NewGuid():N}";

    public string Folder => Hierarchy + Path;

    /// <summary>Starts a process that stays, in the cgroup or one below it.</summary>
    public Process Start(string below)
    {
        Directory.CreateDirectory(Folder + below);
        var process = Shell.Start("sleep", "1000");
        File.WriteAllText(Folder + below + "/cgroup.procs", $"{process.Id}\n");
        return process;
    }

    public void Dispose()
    {
        if (!Directory.Exists(Folder))
            return;
        foreach (var folder in Directory.GetDirectories(Folder, "*", SearchOption.AllDirectories).OrderByDescending(path => path.Length).Append(Folder))
            Directory.Delete(folder);
    }
}
