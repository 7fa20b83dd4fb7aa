using Coaster.Injection.Driver;
using Coaster.Posix;

namespace Coaster.Injection.Image;

/// <summary>
/// Where libraries go while the image is not known: where this machine's own distribution has them. Most images are of the same family, and
/// a folder that a loader does not search does no harm.
/// </summary>
internal sealed class MachineLayout
{
    private readonly string _folder64;
    private readonly string _folder32;

    /// <param name="machine">The machine's root.</param>
    internal MachineLayout(RootDirectory machine)
    {
        var multiarch = $"usr/lib/{LibraryFolders.Triplet}";
        var isMultiarch = ((string[])[multiarch, $"lib/{LibraryFolders.Triplet}"]).Any(folder => machine.Exists($"{folder}/libc.so.6"));
        (_folder64, _folder32) = isMultiarch ? (multiarch, "usr/lib/i386-linux-gnu") : ("usr/lib64", "usr/lib");
    }

    internal IEnumerable<string> PlacesFor(DriverLibrary library) => [$"/{(library.Is64Bit ? _folder64 : _folder32)}/{library.Soname}"];
}
