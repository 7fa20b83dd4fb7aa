using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Injection.Driver;

/// <summary>The driver's files under a driver root, found by the driver's version.</summary>
internal sealed class DriverFiles
{
    private readonly RootDirectory _root;
    private readonly string[] _folders;

    private DriverFiles(RootDirectory root, string version, string[] folders) => (_root, Version, _folders) = (root, version, folders);

    /// <summary>The driver's version.</summary>
    internal string Version { get; }

    /// <summary>Finds the driver.</summary>
    /// <exception cref="CoasterException">There is none below the root, or only the files of another version than the kernel's.</exception>
    internal static DriverFiles Find(RootDirectory root, DriverProc proc)
    {
        var version = DriverVersion.Find(root, proc) ?? throw Missing(root, "no libcuda.so or libnvidia-ml.so with a version is there");
        var folders = LibraryFolders.Driver
            .Where(folder => root.Exists($"{folder}/libcuda.so.{version}") || root.Exists($"{folder}/libnvidia-ml.so.{version}"))
            .ToArray();
        return folders.Length > 0
            ? new DriverFiles(root, version, folders)
            : throw Missing(root, $"the kernel module is version {version}, and no libraries of that version are there");
    }

    /// <summary>The libraries of those capabilities, one for each SONAME and class.</summary>
    internal IReadOnlyList<DriverLibrary> Libraries(DriverCapabilities capabilities)
    {
        var names = Selected(DriverFileCatalog.Libraries, capabilities);
        var compat32 = capabilities.HasFlag(DriverCapabilities.Compat32);
        var folders = compat32 ? [.. _folders, .. LibraryFolders.Driver32] : _folders;
        var found = from folder in folders from name in names select Library(folder, name);
        // The same folder holds 64-bit libraries in one distribution and 32-bit ones in the next: only the file itself knows.
        return found.OfType<DriverLibrary>()
            .Where(library => compat32 || library.Is64Bit)
            .DistinctBy(library => library.Is64Bit ? library.Soname : library.Soname + " (32)")
            .ToList();
    }

    /// <summary>The programs of those capabilities.</summary>
    internal IEnumerable<(string Name, string HostPath)> Binaries(DriverCapabilities capabilities) =>
        from name in Selected(DriverFileCatalog.Binaries, capabilities)
        let path = DriverFileCatalog.BinaryFolders.Select(folder => _root.RealPath($"{folder}/{name}")).FirstOrDefault(path => path is not null)
        where path is not null
        select (name, path);

    /// <summary>The settings files of those capabilities, with where they appear in a container.</summary>
    internal IEnumerable<(string Path, string HostPath)> Settings(DriverCapabilities capabilities) =>
        Present(Selected(DriverFileCatalog.Settings, capabilities));

    /// <summary>The sockets of those capabilities that are there now.</summary>
    internal IEnumerable<(string Path, string HostPath)> Sockets(DriverCapabilities capabilities) =>
        Present(DriverFileCatalog.Sockets.Where(socket => (socket.Capability & capabilities) != 0).Select(socket => socket.Path));

    /// <summary>The GPU System Processor's firmware of this version.</summary>
    internal IEnumerable<(string Path, string HostPath)> Firmware()
    {
        var folder = $"lib/firmware/nvidia/{Version}";
        return Present(_root.List(folder)
            .Where(name => name.StartsWith("gsp", StringComparison.Ordinal) && name.EndsWith(".bin", StringComparison.Ordinal))
            .Select(name => $"{folder}/{name}"));
    }

    private static IEnumerable<string> Selected((DriverCapabilities Capability, string[] Names)[] table, DriverCapabilities capabilities) =>
        table.Where(row => (row.Capability & capabilities) != 0).SelectMany(row => row.Names).Distinct();

    private static CoasterException Missing(RootDirectory root, string why) => new(
        $"no NVIDIA driver under {root.Path}",
        why,
        "Install the driver, or name the folder that holds it in COASTER_DRIVER_ROOT (a simulated one: coaster sim up)");

    private IEnumerable<(string Path, string HostPath)> Present(IEnumerable<string> paths) =>
        from path in paths
        let real = _root.RealPath(path)
        where real is not null
        select ("/" + path, real);

    private DriverLibrary? Library(string folder, string name)
    {
        using var content = _root.OpenFile($"{folder}/{name}.so.{Version}", out var path);
        if (content is null || path is null || ElfHeader.Read(content) is not { } header)
            return null;
        var subfolder = Path.GetDirectoryName(name);
        var soname = Path.GetFileName(header.Soname ?? Path.GetFileName(path));
        return new DriverLibrary(name, path, string.IsNullOrEmpty(subfolder) ? soname : $"{subfolder}/{soname}", header.Is64Bit);
    }
}
