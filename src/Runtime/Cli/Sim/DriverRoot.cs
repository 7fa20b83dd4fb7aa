using Coaster.Posix;

namespace Coaster.Cli.Sim;

/// <summary>Lays out a driver root like that of a host with the NVIDIA driver: libraries, nodes, and the files of /proc.</summary>
internal static class DriverRoot
{
    public static void Build(SimHome home, SimFolder folder, SimulatedMachine machine)
    {
        CopyTree(home.FilesOf(machine.DriverVersion), Path.Combine(folder.Root, "usr"));
        Directory.CreateDirectory(Path.GetDirectoryName(folder.StateLink)!);
        // A second name for the same file: a symbolic link would lead out of the driver root, and nothing is followed there.
        FileNodes.Link(folder.State, folder.StateLink);
        var majors = DeviceMajors.Choose();
        DriverProcFiles.Write(Path.Combine(folder.Root, "proc"), machine, majors);
        DriverNodes.Make(Path.Combine(folder.Root, "dev"), machine, majors);
    }

    private static void CopyTree(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
            Copy(entry, Path.Combine(to, entry.Name));
    }

    private static void Copy(FileSystemInfo entry, string to)
    {
        if (entry.LinkTarget is { } target)
            File.CreateSymbolicLink(to, target);
        else if (entry is DirectoryInfo)
            CopyTree(entry.FullName, to);
        else
            File.Copy(entry.FullName, to);
    }
}
