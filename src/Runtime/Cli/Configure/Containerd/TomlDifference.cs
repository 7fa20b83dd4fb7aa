using Coaster.Toml;

namespace Coaster.Cli.Configure.Containerd;

/// <summary>Where two configurations differ.</summary>
internal static class TomlDifference
{
    /// <summary>The first key that has not the same value in both, such as <c>plugins.x.sandbox_image</c>; null when there is none.</summary>
    public static string? First(TomlTable one, TomlTable other, string path = "")
    {
        foreach (var key in one.Select(entry => entry.Key).Union(other.Select(entry => entry.Key)))
            if (Of(one[key], other[key], path + TomlWriter.Key(key)) is { } found)
                return found;
        return null;
    }

    private static string? Of(TomlValue? one, TomlValue? other, string path)
    {
        if (one is TomlTable table && other is TomlTable second)
            return First(table, second, path + ".");
        return Equals(one, other) ? null : path;
    }
}
