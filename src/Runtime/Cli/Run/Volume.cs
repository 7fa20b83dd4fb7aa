using Coaster.GpuModel;
using Coaster.Oci;

namespace Coaster.Cli.Run;

/// <summary>A <c>-v SRC:DST[:ro]</c>.</summary>
internal sealed record Volume(string Source, string Destination, bool ReadOnly)
{
    internal static Volume Parse(string text)
    {
        var parts = text.Split(':');
        var mode = parts.ElementAtOrDefault(2) ?? "rw";
        if (parts.Length is not (2 or 3) || mode is not ("ro" or "rw"))
            throw Refused(text, "it is not SRC:DST or SRC:DST:ro");
        if (parts[0].Length == 0)
            throw Refused(text, "it names no SRC");
        if (parts[1].Split('/').All(name => name is "" or "."))
            throw Refused(text, $"'{parts[1]}' is no folder below the container's root");
        if (!parts[1].StartsWith('/') || parts[1].Split('/').Contains(".."))
            throw Refused(text, $"'{parts[1]}' is no plain absolute path");
        var source = Path.GetFullPath(parts[0]);
        return Path.Exists(source) ? new Volume(source, parts[1], mode == "ro") : throw Refused(text, $"{source} is not there");
    }

    /// <summary>Whether a path inside the container leads into this volume.</summary>
    internal bool Covers(string path) =>
        path == Destination || path.StartsWith(Destination.TrimEnd('/') + "/", StringComparison.Ordinal);

    internal OciMount ToMount() => new(Source, Destination, ["rbind", "rprivate", ReadOnly ? "ro" : "rw"]);

    private static CoasterException Refused(string text, string why) =>
        new($"cannot use the volume '{text}'", why, "Write -v SRC:DST or -v SRC:DST:ro, with a SRC that exists");
}
