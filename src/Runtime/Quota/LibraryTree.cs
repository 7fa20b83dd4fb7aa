using System.Runtime.InteropServices;
using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Quota;

/// <summary>
/// The folder that a container gets at <see cref="Region.Folder"/>. It has the library wherever the <c>$LIB</c> of a loader may point to. Debian
/// and Red Hat fit into one folder; where 64-bit libraries are in a plain <c>lib</c>, another one is needed.
/// </summary>
public static class LibraryTree
{
    private const string CLibrary = "libc.so.6";

    private static readonly string Triplet =
        RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";

    private static readonly string[] Folders = [$"usr/lib/{Triplet}", $"lib/{Triplet}", "usr/lib64", "lib64", "usr/lib", "lib"];

    /// <summary>The folder of this machine that fits an image.</summary>
    /// <param name="libraries">Where the libraries for containers are installed.</param>
    /// <param name="image">The container's root.</param>
    /// <exception cref="CoasterException">The image has no loader that would load the library, or the library is not installed.</exception>
    public static string For(string libraries, RootDirectory image)
    {
        var layout = LayoutOf(image) ?? throw new CoasterException(
            "cannot hold the container to its share",
            "its image has no GNU C library, whose loader would load the quota library",
            "Use an image with glibc, or accept a weaker tier: enforcement.weakest in the settings");
        var tree = Path.Combine(libraries, "quota", layout);
        return Directory.Exists(tree) ? tree : throw new CoasterException(
            "cannot hold the container to its share",
            $"the quota library is not installed: there is no {tree}",
            "Install out/lib of the build beside the programs' own folder, or name it as libraryDirectory in the settings");
    }

    /// <summary><c>multi</c>, <c>plain</c>, or null where programs are not loaded by glibc.</summary>
    internal static string? LayoutOf(RootDirectory image)
    {
        var library = Folders.Select(folder => image.RealPath($"{folder}/{CLibrary}")).FirstOrDefault(path => path is not null);
        // musl's packages for programs of glibc bring a link of that name.
        if (library is null || Path.GetFileName(library).Contains("musl", StringComparison.Ordinal))
            return null;
        return Path.GetFileName(Path.GetDirectoryName(library)) == "lib" ? "plain" : "multi";
    }
}
