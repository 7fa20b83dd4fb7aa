using Coaster.Injection.Driver;
using Coaster.Injection.Image;
using Coaster.Posix;

namespace Coaster.Injection;

/// <summary>
/// Tells whether what a CDI file mounts is all that an image needs. Such a file knows no image, and its libraries are where this machine's
/// distribution has them; in most images that is a place in which the loader looks.
/// </summary>
public static class GivenLibraries
{
    // One of each part of the driver that a file of ours gives unless it is told otherwise.
    private static readonly string[] Witnesses = ["libcuda.so.1", "libnvidia-ml.so.1"];

    /// <summary>Whether nothing is left to mount.</summary>
    /// <param name="mounts">What the container has mounted.</param>
    /// <param name="containerRoot">Its root folder.</param>
    /// <param name="driverRoot">The driver.</param>
    /// <param name="needs">What the container needs of it.</param>
    /// <returns>False also where telling would take as long as looking at every file.</returns>
    public static bool Suffice(IReadOnlyCollection<string> mounts, RootDirectory containerRoot, string driverRoot, DriverNeeds needs)
    {
        if ((needs.Capabilities & ~DriverCapabilities.Default) != 0 || Injector.LeadsDevicesElsewhere(containerRoot) || FolderOf(mounts) is not { } folder)
            return false;
        if (!new ImageLayout(containerRoot).FindsIn(folder, In(folder, mounts)))
            return false;
        using var driver = RootDirectory.Open(driverRoot);
        return DriverFiles.SocketsIn(driver, needs.Capabilities).All(socket => mounts.Contains(socket.Path));
    }

    private static IEnumerable<string> In(string folder, IEnumerable<string> mounts)
    {
        foreach (var mount in mounts)
            if (Path.GetDirectoryName(mount) == folder)
                yield return Path.GetFileName(mount);
    }

    /// <summary>The one folder that has all witnesses, or null.</summary>
    private static string? FolderOf(IReadOnlyCollection<string> mounts)
    {
        string? folder = null;
        foreach (var mount in mounts)
            if (Path.GetFileName(mount) == Witnesses[0])
                folder = Path.GetDirectoryName(mount);
        return folder is not null && Array.TrueForAll(Witnesses, witness => mounts.Contains($"{folder}/{witness}")) ? folder : null;
    }
}
