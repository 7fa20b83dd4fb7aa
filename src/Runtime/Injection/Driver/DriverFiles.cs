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
        var found = new List<DriverLibrary>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        // The same folder holds 64-bit libraries in one distribution and 32-bit ones in the next: only the file itself knows.
        foreach (var folder in compat32 ? [.. _folders, .. LibraryFolders.Driver32] : _folders)
            foreach (var name in names)
                if (Library(folder, name) is { } library && (compat32 || library.Is64Bit) && known.Add(library.Is64Bit ? library.Soname : library.Soname + " (32)"))
                    found.Add(library);
        return found;
    }

    /// <summary>The programs of those capabilities.</summary>
    internal IEnumerable<(string Name, string HostPath)> Binaries(DriverCapabilities capabilities)
    {
        foreach (var name in Selected(DriverFileCatalog.Binaries, capabilities))
            if (Binary(name) is { } path)
                yield return (name, path);
    }

    /// <summary>The settings files of those capabilities, with where they appear in a container.</summary>
    internal IEnumerable<(string Path, string HostPath)> Settings(DriverCapabilities capabilities) =>
        Present(_root, Selected(DriverFileCatalog.Settings, capabilities));

    /// <summary>The sockets of those capabilities that are there now.</summary>
    internal IEnumerable<(string Path, string HostPath)> Sockets(DriverCapabilities capabilities) => SocketsIn(_root, capabilities);

    /// <summary>The same of a driver whose files nobody has looked for.</summary>
    internal static IEnumerable<(string Path, string HostPath)> SocketsIn(RootDirectory root, DriverCapabilities capabilities) =>
        Present(root, Selected(DriverFileCatalog.Sockets, capabilities));

    /// <summary>The GPU System Processor's firmware of this version.</summary>
    internal IEnumerable<(string Path, string HostPath)> Firmware()
    {
        var folder = $"lib/firmware/nvidia/{Version}";
        var files = new List<string>();
        foreach (var name in _root.List(folder))
            if (name.StartsWith("gsp", StringComparison.Ordinal) && name.EndsWith(".bin", StringComparison.Ordinal))
                files.Add($"{folder}/{name}");
        return Present(_root, files);
    }

    private static List<string> Selected((DriverCapabilities Capability, string[] Names)[] table, DriverCapabilities capabilities)
    {
        var selected = new List<string>();
        foreach (var (capability, names) in table)
            if ((capability & capabilities) != 0)
                foreach (var name in names)
                    if (!selected.Contains(name))
                        selected.Add(name);
        return selected;
    }

    private static CoasterException Missing(RootDirectory root, string why) => new(
        $"no NVIDIA driver under {root.Path}",
        why,
        "Install the driver, or name the folder that holds it in COASTER_DRIVER_ROOT (a simulated one: coaster sim up)");

    private static IEnumerable<(string Path, string HostPath)> Present(RootDirectory root, List<string> paths)
    {
        foreach (var path in paths)
            if (root.RealPath(path) is { } real)
                yield return ("/" + path, real);
    }

    private string? Binary(string name)
    {
        foreach (var folder in DriverFileCatalog.BinaryFolders)
            if (_root.RealPath($"{folder}/{name}") is { } path)
                return path;
        return null;
    }

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
