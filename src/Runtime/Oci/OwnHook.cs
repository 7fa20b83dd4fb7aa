namespace Coaster.Oci;

/// <summary>
/// The program of ours that is called again during a container's life, as config.json, CDI files and engines' hook files name it. Its env is a
/// fixed one, so that nothing of the image's comes in its place.
/// </summary>
/// <param name="Path">The program, absolute: coaster-runtime.</param>
/// <param name="Variables">What it needs in its env besides the door that it is called by, as <c>NAME=value</c>.</param>
public sealed record OwnHook(string Path, IReadOnlyList<string> Variables)
{
    /// <summary>The name by which the program knows that it is a hook; the stage is its argument.</summary>
    public const string Name = "coaster-hook";

    /// <summary>The variable that tells by which door the hook came; see <see cref="HookDoor"/>.</summary>
    public const string Door = "COASTER_HOOK";

    private static readonly string[] Passed = ["COASTER_DRIVER_ROOT", "COASTER_CONFIG"];

    /// <summary>The program with the settings of this process.</summary>
    /// <param name="path">The program.</param>
    public static OwnHook OfProcess(string path)
    {
        var variables = new List<string>();
        foreach (var name in Passed)
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                variables.Add($"{name}={System.IO.Path.GetFullPath(value)}");
        return new OwnHook(System.IO.Path.GetFullPath(path), variables);
    }

    /// <summary>Whether a hook is ours.</summary>
    public static bool Is(OciHook hook) => hook.Args is [Name, ..];

    /// <summary>The hook for a stage, by a door.</summary>
    public OciHook At(HookStage stage, string door) => new(stage, Path, [Name, stage.Word()], [$"{Door}={door}", .. Variables]);
}
