using Coaster.Cli.Configure.Changes;

namespace Coaster.Cli.Configure.Docker;

/// <summary>
/// The daemon.json from before us, kept beside it where taking our part out would not give it back: another default, an object that was empty.
/// </summary>
internal static class SavedOriginal
{
    public static ConfigFile Of(ConfigFile main) => ConfigFile.Read(main.Path + ".coaster-saved");

    /// <summary>What has to be kept before a change; nothing when it can be worked out.</summary>
    public static IEnumerable<IChange> Keep(ConfigFile main, byte[] after)
    {
        var saved = Of(main);
        if (main.Content is not { } before || (saved.Content is not null && IsOurs(before)))
            return [];
        var original = IsOurs(before) ? DaemonJson.Remove(before) : before;
        return Restored(after, null) is { } back && back.AsSpan().SequenceEqual(original)
            ? []
            : FileChange.If(saved, original, $"kept {main.Path} as it was in {saved.Path}").Select(change => new FileChange(saved, original, change.Line) { NewMode = main.Mode!.Value });
    }

    /// <summary>What a daemon.json is without us; null when there was none.</summary>
    public static byte[]? Restored(byte[] current, byte[]? saved)
    {
        if (IsBlank(current))
            return current;
        if (saved is not null && DaemonJson.PathOf(current) is { } runtime && IsMadeOf(current, saved, runtime))
            return saved;
        var former = saved is null || IsBlank(saved) ? null : DaemonJson.DefaultOf(saved);
        if (saved is null && DaemonJson.PathOf(current) is { } path && IsMadeOf(current, null, path))
            return null;
        return DaemonJson.Remove(current, former == ConfigureOptions.RuntimeName ? null : former);
    }

    /// <summary>Where our runtime leads; null when the file does not name it.</summary>
    public static string? RuntimeOf(ConfigFile main) => main.Content is null || IsBlank(main.Content) ? null : DaemonJson.PathOf(main.Content);

    private static bool IsMadeOf(byte[] current, byte[]? original, string runtime) =>
        current.AsSpan().SequenceEqual(DaemonJson.Add(original, runtime, makeDefault: false))
        || current.AsSpan().SequenceEqual(DaemonJson.Add(original, runtime, makeDefault: true));

    private static bool IsOurs(byte[] text) => !IsBlank(text) && DaemonJson.Has(text);

    private static bool IsBlank(byte[] text) => text.All(letter => char.IsWhiteSpace((char)letter));
}
