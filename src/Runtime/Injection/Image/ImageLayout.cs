using Coaster.Injection.Driver;
using Coaster.Posix;

namespace Coaster.Injection.Image;

/// <summary>
/// Where an image's loader finds libraries without an ldconfig run. ld.so(8) asks its cache first and then the folders that are built
/// into it; the cache has no entry for a library that was not there when it was made, so a file mounted under its SONAME into a
/// built-in folder is found.
/// </summary>
internal sealed class ImageLayout
{
    private const string CLibrary = "libc.so.6";
    private const string MuslFolder = "usr/lib";
    private readonly RootDirectory _root;
    private readonly LoaderCache _cache;

    internal ImageLayout(RootDirectory root)
    {
        (_root, _cache) = (root, LoaderCache.Read(root));
        Folder64 = Holding(root, LibraryFolders.Image) ?? WithoutGlibc(root);
        // One may be a link to the other: a 32-bit library there would hide the 64-bit one of its name.
        var real64 = root.RealPath(Folder64);
        Folder32 = Holding(root, LibraryFolders.Image32.Where(folder => root.RealPath(folder) != real64)) ?? "usr/lib/i386-linux-gnu";
    }

    /// <summary>The folder for 64-bit libraries, without a leading slash.</summary>
    internal string Folder64 { get; }

    /// <summary>The folder for 32-bit libraries.</summary>
    internal string Folder32 { get; }

    /// <summary>
    /// Where a library has to appear: in the built-in folder, and in the place that the image's cache names for it, which would win. An
    /// image that carries a driver library of its own (a stub, or a compatibility package) thus meets the machine's.
    /// </summary>
    internal IEnumerable<string> PlacesFor(DriverLibrary library)
    {
        var place = $"/{(library.Is64Bit ? Folder64 : Folder32)}/{library.Soname}";
        var places = new List<string> { place };
        foreach (var cached in _cache.Find(library.Soname, library.Is64Bit))
            if (!places.Contains(cached))
                places.Add(cached);
        return places;
    }

    /// <summary>
    /// Whether the loader finds libraries of these names in a folder, and nowhere before. It looks without being told into the folder that holds
    /// the C library, and into the one of the same name with or without <c>/usr</c>: glibc has both built in (its slibdir and libdir).
    /// </summary>
    /// <param name="folder">An absolute path.</param>
    /// <param name="names">Names of files that are there.</param>
    internal bool FindsIn(string folder, IEnumerable<string> names)
    {
        if (WithoutUsr(folder) != WithoutUsr("/" + Folder64))
            return false;
        var isTheOne = _root.RealPath(folder) == _root.RealPath(Folder64);
        foreach (var name in names)
            if ((!isTheOne && _root.Exists($"{Folder64}/{name}")) || IsCachedElsewhere(folder, name))
                return false;
        return true;
    }

    private bool IsCachedElsewhere(string folder, string name)
    {
        foreach (var cached in _cache.Find(name, is64Bit: true))
            if (WithoutUsr(cached) != WithoutUsr($"{folder}/{name}"))
                return true;
        return false;
    }

    private static string WithoutUsr(string path) => path.StartsWith("/usr/", StringComparison.Ordinal) ? path["/usr".Length..] : path;

    private static string WithoutGlibc(RootDirectory root) =>
        root.List("lib").Any(name => name.StartsWith("ld-musl-", StringComparison.Ordinal)) ? MuslFolder
        : root.IsDirectory("usr/lib64") ? "usr/lib64"
        : $"usr/lib/{LibraryFolders.Triplet}";

    private static string? Holding(RootDirectory root, IEnumerable<string> folders) =>
        folders.FirstOrDefault(folder => root.Exists($"{folder}/{CLibrary}"));
}
