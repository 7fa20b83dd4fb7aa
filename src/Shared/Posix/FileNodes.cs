namespace Coaster.Posix;

/// <summary>Names in a file system that .NET has no words for.</summary>
public static class FileNodes
{
    private const uint S_IFCHR = 0x2000;

    /// <summary>Makes a character device.</summary>
    /// <param name="path">Where.</param>
    /// <param name="major">The major number.</param>
    /// <param name="minor">The minor number.</param>
    /// <returns>Whether it was made; a container without CAP_MKNOD may not.</returns>
    public static bool TryMakeCharacterDevice(string path, int major, int minor) =>
        Libc.mknod(path, S_IFCHR, Number((ulong)major, (ulong)minor)) == 0;

    /// <summary>Gives a file a second name.</summary>
    /// <exception cref="PosixException">The names are on two file systems, or one is taken.</exception>
    public static void Link(string existing, string path)
    {
        if (Libc.link(existing, path) != 0)
            throw PosixException.Last($"link {path} to {existing}");
    }

    /// <summary>Sets which permissions new files of this process and its children do not get, umask(2).</summary>
    public static void SetCreationMask(UnixFileMode mask) => _ = Libc.umask((uint)mask);

    /// <summary>The C library's makedev(3).</summary>
    internal static ulong Number(ulong major, ulong minor) =>
        ((major & 0xfffff000) << 32) | ((major & 0xfff) << 8) | ((minor & 0xffffff00) << 12) | (minor & 0xff);
}
