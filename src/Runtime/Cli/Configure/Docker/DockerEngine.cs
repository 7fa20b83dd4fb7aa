using Coaster.Cli.Configure.Changes;

namespace Coaster.Cli.Configure.Docker;

/// <summary>Docker: a runtime in daemon.json, and the names that make dockerd take <c>--gpus</c>.</summary>
internal sealed class DockerEngine : IEngine
{
    private const string UsualConfig = "/etc/docker/daemon.json";
    private const string Reload = "to make docker read it: systemctl restart docker";

    // First the runtime, then the names: dockerd takes --gpus when it sees them, and must then have what they stand for.
    public Plan Configure(ConfigureOptions options)
    {
        var main = ConfigFile.Read(options.Config ?? UsualConfig);
        var after = Guard(main, () => DaemonJson.Add(main.Content, options.Runtime, options.Default));
        var line = $"wrote {main.Path}: runtime {ConfigureOptions.RuntimeName} is {options.Runtime}{(options.Default ? ", and the default" : "")}";
        var notes = new List<string>();
        IChange[] changes = [.. Guard(main, () => Kept(main, after)), .. FileChange.If(main, after, line), .. HookNames.Install(options, notes)];
        return new Plan(changes, notes, Reload, () => Guard(main, () => DaemonJson.Has(ConfigFile.Read(main.Path).Content!)));
    }

    public Plan Remove(ConfigureOptions options)
    {
        var main = ConfigFile.Read(options.Config ?? UsualConfig);
        var saved = SavedOriginal.Of(main);
        var after = main.Content is null ? null : Guard(main, () => SavedOriginal.Restored(main.Content, saved.Content));
        var runtime = options.Runtime.Length > 0 ? options.Runtime : Guard(main, () => SavedOriginal.RuntimeOf(main)) ?? "";
        var line = after is null ? $"removed {main.Path}" : $"wrote {main.Path}: without the runtime {ConfigureOptions.RuntimeName}";
        IChange[] changes =
            [.. HookNames.Remove(options with { Runtime = runtime }), .. FileChange.If(main, after, line), .. FileChange.If(saved, null, $"removed {saved.Path}")];
        return new Plan(changes, [], Reload, () => { });
    }

    private static List<IChange> Kept(ConfigFile main, byte[] after) =>
        after.AsSpan().SequenceEqual(main.Content) ? [] : [.. SavedOriginal.Keep(main, after)];

    private static T Guard<T>(ConfigFile main, Func<T> edit)
    {
        try
        {
            return edit();
        }
        catch (JsonTextException error)
        {
            throw BrokenFile.At(main.Path, error.Line, error.Message, error);
        }
    }
}
