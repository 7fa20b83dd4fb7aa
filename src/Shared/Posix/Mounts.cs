namespace Coaster.Posix;

/// <summary>The few mounts that are made outside the low-level runtime.</summary>
public static class Mounts
{
    private const ulong MS_NOSUID = 2;
    private const ulong MS_NODEV = 4;
    private const ulong MS_NOEXEC = 8;
    private const int MNT_DETACH = 2;
    private const int UMOUNT_NOFOLLOW = 8;

    /// <summary>
    /// Lays a writable layer over a folder that stays as it is (overlayfs).
    /// </summary>
    /// <param name="lower">The folder below; it may be on a read-only mount.</param>
    /// <param name="upper">An empty folder that takes what is written.</param>
    /// <param name="work">An empty folder beside it, for the file system's own use.</param>
    /// <param name="target">Where the result appears.</param>
    /// <exception cref="PosixException">The kernel or the file system below refuses.</exception>
    public static void Overlay(string lower, string upper, string work, string target)
    {
        // The kernel takes folders out of one string, cut at ':' and ','. Descriptors have neither in their names.
        using var lowerFd = OpenDirectory(lower);
        using var upperFd = OpenDirectory(upper);
        using var workFd = OpenDirectory(work);
        var data = $"lowerdir={lowerFd.ProcPath},upperdir={upperFd.ProcPath},workdir={workFd.ProcPath}";
        if (Libc.mount("overlay", target, "overlay", MS_NODEV | MS_NOSUID, data) != 0)
            throw PosixException.Last($"mount an overlay of {lower} on {target}");
    }

    /// <summary>Puts an empty file system of that size in the machine's memory on a folder that only its owner may enter (tmpfs).</summary>
    /// <param name="target">The folder.</param>
    /// <param name="bytes">How much its files may take, in bytes; whole pages count.</param>
    /// <param name="inodes">How many files and folders it may have, itself among them.</param>
    /// <exception cref="PosixException">The kernel refuses.</exception>
    public static void Memory(string target, long bytes, int inodes)
    {
        if (Libc.mount("tmpfs", target, "tmpfs", MS_NODEV | MS_NOSUID | MS_NOEXEC, $"mode=0700,size={bytes},nr_inodes={inodes}") != 0)
            throw PosixException.Last($"mount a tmpfs on {target}");
    }

    /// <summary>Takes a mount away, also while it is busy; nothing happens where there is none.</summary>
    /// <exception cref="PosixException">The kernel refuses.</exception>
    public static void Detach(string target)
    {
        if (Libc.umount2(target, MNT_DETACH | UMOUNT_NOFOLLOW) == 0)
            return;
        var error = PosixException.Last($"unmount {target}");
        if (error.Errno is not (Errno.EINVAL or Errno.ENOENT or Errno.ENOTDIR))
            throw error;
    }

    /// <summary>Takes away what is mounted exactly on an open place.</summary>
    /// <exception cref="PosixException">Nothing is mounted there, or the kernel refuses.</exception>
    public static void Detach(Fd place)
    {
        if (Libc.umount2(place.ProcPath, MNT_DETACH) != 0)
            throw PosixException.Last($"unmount {place.ProcPath}");
    }

    private static Fd OpenDirectory(string path)
    {
        var fd = Libc.open(path, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC, 0);
        return fd < 0 ? throw PosixException.Last($"open {path}") : new Fd(fd);
    }
}
