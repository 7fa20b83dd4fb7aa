namespace Coaster.Fuzz.Targets;

/// <summary>Everything that reads what containers, images, files and engines say.</summary>
internal static class AllTargets
{
    public static IEnumerable<FuzzTarget> Make(Scratch scratch) =>
    [
        ConfigTarget.Make(), CdiTarget.Json(scratch), CdiTarget.Yaml(scratch), EnvTarget.Make(), RequirementTarget.Make(), SpecTarget.Make(),
        HookStateTarget.Make(), LoaderCacheTarget.Make(scratch), ElfTarget.Make(scratch), SettingsTarget.Make(scratch),
    ];
}
