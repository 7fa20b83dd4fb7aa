using System.Globalization;
using System.Diagnostics;
using Coaster.Posix;

namespace Coaster.Ledger.Remains;

/// <summary>A container's cgroup in every hierarchy of this machine: one with cgroup v2, one for each controller with v1, both when mixed.</summary>
public sealed class CgroupTree
{
    private const string Mount = "/sys/fs/cgroup";
    private const int RemoveAttempts = 200;
    private const int RemovePauseMilliseconds = 5;

    private readonly IReadOnlyList<string> _folders;

    private CgroupTree(IReadOnlyList<string> folders) => _folders = folders;

    /// <summary>The cgroup that a config.json names, in either form of <c>linux.cgroupsPath</c>.</summary>
    public static CgroupTree Of(string cgroupsPath) => new(PathOf(cgroupsPath) is { } path
        ? Hierarchies().Select(root => Path.Combine(root, path)).Where(Directory.Exists).ToList()
        : []);

    /// <summary>The cgroup's path below the root of each hierarchy, or null when it may be no folder below.</summary>
    public static string? PathOf(string cgroupsPath)
    {
        var names = Relative(cgroupsPath).Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").ToList();
        // Nothing but a folder below a hierarchy's root may ever be killed and removed.
        return names.Count == 0 || names.Contains("..") ? null : string.Join('/', names);
    }

    /// <summary>Whether a process is in it, or in a cgroup below it, that can still do something: a dead one may wait there for its parent.</summary>
    public bool IsPopulated => Processes().Any(pid => ProcessIdentity.Of(pid) is not null);

    /// <summary>Whether every process in it, and in those below, is stopped where it is.</summary>
    public bool IsFrozen => _folders.Any(folder => CgroupFreezer.IsFrozen(folder));

    /// <summary>Stops every process in it, and in those below, where it is: v2's own freezer or v1's controller.</summary>
    /// <param name="bound">How long to wait for it.</param>
    /// <returns>Whether they all stand still.</returns>
    public bool Freeze(TimeSpan bound)
    {
        foreach (var folder in _folders)
            CgroupFreezer.Set(folder, frozen: true);
        for (var started = Stopwatch.StartNew(); !IsFrozen; Pause.For(RemovePauseMilliseconds))
            if (started.Elapsed > bound)
                return false;
        return true;
    }

    /// <summary>Lets them go on.</summary>
    public void Thaw()
    {
        foreach (var folder in _folders)
            CgroupFreezer.Set(folder, frozen: false);
    }

    /// <summary>
    /// Kills every process in it at once, and does not wait for their ends: by v2's cgroup.kill, and else while they are frozen, so that none can have a
    /// child meanwhile.
    /// </summary>
    /// <returns>How many were there.</returns>
    public int KillAtOnce()
    {
        // Counted before: those that the kernel kills may be gone when they are looked for.
        var before = Living();
        foreach (var folder in _folders)
            CgroupFreezer.Kill(folder);
        foreach (var folder in _folders)
            CgroupFreezer.Set(folder, frozen: true);
        var processes = Living();
        processes.ForEach(process => process.Kill());
        Thaw();
        return Math.Max(before.Count, processes.Count);
    }

    private List<ProcessIdentity> Living() => [.. Processes().Distinct().Select(ProcessIdentity.Of).OfType<ProcessIdentity>()];

    /// <summary>Kills every process in it and waits for their ends.</summary>
    /// <returns>Whether it is empty afterwards.</returns>
    internal bool Kill(TimeSpan bound)
    {
        var started = Stopwatch.StartNew();
        // One that is frozen dies when it is thawed, before it does anything else.
        Living().ForEach(process => process.Kill());
        Thaw();
        while (Processes().Select(ProcessIdentity.Of).FirstOrDefault(process => process is not null) is { } process)
        {
            process.Kill();
            var left = bound - started.Elapsed;
            if (left <= TimeSpan.Zero || !process.WaitForExit((int)left.TotalMilliseconds))
                return false;
        }

        return true;
    }

    /// <summary>Removes the cgroups, once they are empty.</summary>
    internal void Remove()
    {
        foreach (var folder in _folders.SelectMany(Below).OrderByDescending(folder => folder.Length))
            for (var attempt = 0; attempt < RemoveAttempts && !TryRemove(folder); attempt++)
                Pause.For(RemovePauseMilliseconds);
    }

    /// <summary>
    /// The kernel counts a process for a moment longer than it lives, and tells nobody when the moment is over: an empty cgroup cannot be
    /// waited for, only tried. One that stays costs nothing, and is used again by the next container of its name.
    /// </summary>
    private static bool TryRemove(string folder)
    {
        try
        {
            // rmdir(2) removes a cgroup although it shows files; a recursive delete would try to delete those.
            Directory.Delete(folder);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return !Directory.Exists(folder);
        }
    }

    /// <summary>SLICE:PREFIX:NAME, as runc's systemd driver reads it, else a path.</summary>
    private static string Relative(string path)
    {
        if (path.Split(':') is not [var slice, var prefix, var name])
            return path;
        var unit = name.EndsWith(".slice", StringComparison.Ordinal) ? name : $"{(prefix.Length > 0 ? prefix + "-" : "")}{name}.scope";
        return $"{Slice(slice.Length > 0 ? slice : "system.slice")}/{unit}";
    }

    /// <summary>systemd nests a-b.slice below a.slice (systemd.slice(5)).</summary>
    private static string Slice(string name)
    {
        var stem = name.EndsWith(".slice", StringComparison.Ordinal) ? name[..^".slice".Length] : name;
        var parts = stem.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('/', Enumerable.Range(1, parts.Length).Select(count => string.Join('-', parts.Take(count)) + ".slice"));
    }

    private static IEnumerable<string> Hierarchies() => File.Exists(Mount + "/cgroup.controllers")
        ? [Mount]
        : Directory.Exists(Mount) ? Directory.GetDirectories(Mount).Where(folder => new DirectoryInfo(folder).LinkTarget is null) : [];

    /// <summary>The folder and those below it. Any of them may go at any moment, when its container ends; one that is gone holds nothing.</summary>
    private static List<string> Below(string folder)
    {
        var found = new List<string>();
        var waiting = new Stack<string>([folder]);
        while (waiting.TryPop(out var next))
            if (FoldersIn(next) is { } inner)
            {
                found.Add(next);
                Array.ForEach(inner, waiting.Push);
            }

        return found;
    }

    private static string[]? FoldersIn(string folder)
    {
        try
        {
            return Directory.GetDirectories(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The processes in it and in the cgroups below it; each may end at any moment.</summary>
    public IEnumerable<int> Processes() => _folders.SelectMany(Below).SelectMany(ProcessesIn);

    private static IEnumerable<int> ProcessesIn(string folder)
    {
        try
        {
            return File.ReadAllLines(folder + "/cgroup.procs").Select(line => int.Parse(line, CultureInfo.InvariantCulture)).Where(pid => pid > 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
