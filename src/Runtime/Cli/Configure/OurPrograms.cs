using Coaster.Cli.Configure.Changes;

namespace Coaster.Cli.Configure;

/// <summary>Tells our names from others'.</summary>
internal static class OurPrograms
{
    private const string Program = "coaster-runtime";

    /// <summary>Whether a name is a link to our runtime, to a former place of it too.</summary>
    public static bool IsOurs(string path, string runtime) =>
        Symlink.TargetOf(path) is { } target && (target == runtime || Path.GetFileName(target) == Program);
}
