using Coaster.Cli.Configure.Changes;

namespace Coaster.Cli.Configure.Docker;

/// <summary>
/// The names that dockerd looks for in PATH before it takes <c>--gpus</c>: the first before version 29.2, the second from then on.
/// </summary>
internal static class HookNames
{
    private static readonly string[] Names = ["nvidia-container-runtime-hook", "nvidia-cdi-hook"];

    public static IEnumerable<IChange> Install(ConfigureOptions options, List<string> notes)
    {
        if (!options.SearchPath.Contains(options.BinDirectory))
            notes.Add($"note: {options.BinDirectory} is not in PATH here; dockerd has to have it in its own");
        return [.. Names.SelectMany(name => Install(name, options, notes))];
    }

    public static IEnumerable<IChange> Remove(ConfigureOptions options) => Names.SelectMany(name => Remove(Path.Combine(options.BinDirectory, name), options));

    private static IEnumerable<IChange> Install(string name, ConfigureOptions options, List<string> notes)
    {
        var path = Path.Combine(options.BinDirectory, name);
        var line = $"linked {path} to {options.Runtime}, because dockerd takes --gpus only where that name is";
        if (OurPrograms.IsOurs(path, options.Runtime))
            return LinkChange.If(path, options.Runtime, line);
        if (options.ReplaceNvidia && Earlier(name, options) is { } earlier)
            notes.Add($"note: {earlier} comes first in PATH, so dockerd finds that one; --bin-dir names another folder for ours");
        if (Theirs(name, options) is { } theirs && !options.ReplaceNvidia)
            notes.Add($"left {theirs}, which is NVIDIA's: docker run --gpus without --runtime {ConfigureOptions.RuntimeName} gets NVIDIA's GPUs; --replace-nvidia takes the name over");
        else if (Symlink.IsTaken(path))
            return [new TakeOverChange(path, options.Runtime, $"{line}; NVIDIA's is now {TakeOverChange.SavedOf(path)}")];
        else
            return LinkChange.If(path, options.Runtime, line);
        return [];
    }

    private static IEnumerable<IChange> Remove(string path, ConfigureOptions options)
    {
        var saved = TakeOverChange.SavedOf(path);
        if (!OurPrograms.IsOurs(path, options.Runtime))
            return [];
        return Symlink.IsTaken(saved)
            ? [new TakeOverChange(path, null, $"gave {path} back to NVIDIA's program")]
            : LinkChange.If(path, null, $"removed {path}");
    }

    private static string? Theirs(string name, ConfigureOptions options) => Other(name, options.SearchPath.Prepend(options.BinDirectory), options);

    private static string? Earlier(string name, ConfigureOptions options) =>
        Other(name, options.SearchPath.TakeWhile(folder => folder != options.BinDirectory), options);

    private static string? Other(string name, IEnumerable<string> folders, ConfigureOptions options) => folders
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(path => Symlink.IsTaken(path) && !OurPrograms.IsOurs(path, options.Runtime));
}
