using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Library;

/// <summary>Where libnvidia-ml may be, below a driver root.</summary>
internal static class LibraryLocator
{
    /// <summary>What the driver installs. The plain <c>.so</c> is the stub that developers link with, so it is never loaded.</summary>
    public const string Name = "libnvidia-ml.so.1";

    /// <summary>The paths to try, best first.</summary>
    public static IEnumerable<string> Candidates(string driverRoot)
    {
        var found = Folders().Select(folder => Path.GetFullPath(folder, Path.GetFullPath(driverRoot))).Select(In).OfType<string>();
        return driverRoot.TrimEnd('/').Length > 0 ? found : found.Prepend(Name);
    }

    private static string? In(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (File.Exists(path))
            return path;
        if (!Directory.Exists(folder))
            return null;
        // A pattern would not do: on every system .NET lets "x.*" stand for "x" too.
        var versioned = Directory.GetFiles(folder).Where(static file => Path.GetFileName(file).StartsWith("libnvidia-ml.so.", StringComparison.Ordinal)).ToList();
        return versioned.Count == 1 ? versioned[0] : null;
    }

    private static IEnumerable<string> Folders()
    {
        var triplet = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        yield return $"usr/lib/{triplet}";
        yield return $"usr/lib/{triplet}/nvidia/current";
        yield return "usr/lib64";
        yield return "usr/lib";
        yield return $"lib/{triplet}";
        yield return "lib64";
        yield return "lib";
        yield return "usr/lib/wsl/lib";
    }
}
