using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary>Making what is missing inside a root: each step on the descriptor of the one before, and none of them through a link.</summary>
public sealed partial class RootDirectory
{
    private const int FolderMode = 0b111_101_101;
    private const int FileMode = 0b110_100_100;
    private const int AT_REMOVEDIR = 0x200;

    /// <summary>Opens whatever is at that path as a mere place, or gives null when nothing is.</summary>
    public Fd? OpenPlace(string path) => TryOpen(path, OpenFlags.O_PATH);

    /// <summary>Opens a folder as a place, and makes it and those above it when they are missing.</summary>
    /// <exception cref="PosixException">Something else is in the way.</exception>
    public Fd MakeDirectory(string path)
    {
        var at = TryOpen("/", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY) ?? throw PosixException.Last($"open {Path}");
        var walked = "";
        foreach (var name in Names(path))
        {
            walked += "/" + name;
            using var parent = at;
            at = Step(walked) ?? Made(walked, Libc.mkdirat(parent.Number, name, FolderMode), Step);
        }

        return at;
    }

    /// <summary>Opens a file as a place, and makes an empty one when nothing is there.</summary>
    /// <exception cref="PosixException">Something is in the way.</exception>
    public Fd MakeFile(string path)
    {
        if (TryOpen(path, OpenFlags.O_PATH) is { } present)
            return present;
        using var parent = MakeDirectory(System.IO.Path.GetDirectoryName(path) ?? "/");
        var flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_NOFOLLOW | OpenFlags.O_CLOEXEC;
        var created = Libc.openat(parent.Number, System.IO.Path.GetFileName(path), flags, FileMode);
        if (created >= 0)
            _ = Libc.close(created);
        return Made(path, created < 0 ? -1 : 0, place => TryOpen(place, OpenFlags.O_PATH));
    }

    /// <summary>Makes a device; one of the same numbers that is there already is left.</summary>
    /// <param name="path">Where.</param>
    /// <param name="kind">Character or block device.</param>
    /// <param name="major">The major number.</param>
    /// <param name="minor">The minor number.</param>
    /// <param name="mode">Its permission bits.</param>
    /// <param name="uid">Its owner.</param>
    /// <param name="gid">Its group.</param>
    /// <exception cref="PosixException">Something else is there, or the kernel refuses.</exception>
    public void MakeDevice(string path, FileKind kind, int major, int minor, int mode, int uid, int gid)
    {
        using var parent = MakeDirectory(System.IO.Path.GetDirectoryName(path) ?? "/");
        var name = System.IO.Path.GetFileName(path);
        var format = kind == FileKind.BlockDevice ? Statx.S_IFBLK : Statx.S_IFCHR;
        // The mode is set by the call that makes it: a later one would go by a name that may have become another's.
        var mask = Libc.umask(0);
        var made = Libc.mknodat(parent.Number, name, (uint)(format | mode), FileNodes.Number((ulong)major, (ulong)minor));
        var error = PosixException.Last($"make the device {path} in {Path}");
        _ = Libc.umask(mask);
        if (made != 0)
            RefuseOther(path, error, kind, major, minor);
        else if ((uid, gid) != (0, 0) && Libc.fchownat(parent.Number, name, (uint)uid, (uint)gid, Statx.AT_SYMLINK_NOFOLLOW) != 0)
            throw PosixException.Last($"set the owner of {path} in {Path}");
    }

    /// <summary>Removes a file, a device or an empty folder; nothing happens when it is not there.</summary>
    /// <returns>Whether nothing is there any more.</returns>
    public bool Remove(string path)
    {
        using var parent = TryOpen(System.IO.Path.GetDirectoryName(path) ?? "/", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
        if (parent is null)
            return true;
        var name = System.IO.Path.GetFileName(path);
        return Libc.unlinkat(parent.Number, name, 0) == 0
            || Marshal.GetLastPInvokeError() == Errno.ENOENT
            || Libc.unlinkat(parent.Number, name, AT_REMOVEDIR) == 0;
    }

    private static List<string> Names(string path)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != ".").ToList();
        return names.Contains("..") ? throw new ArgumentException("a path with '..': " + path, nameof(path)) : names;
    }

    private Fd? Step(string path) => TryOpen(path, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);

    /// <summary>What was made, opened from the root again; that somebody else made it first is no failure.</summary>
    private Fd Made(string path, int result, Func<string, Fd?> open)
    {
        var error = PosixException.Last($"make {path} in {Path}");
        if (result != 0 && error.Errno != Errno.EEXIST)
            throw error;
        return open(path) ?? throw new PosixException($"make {path} in {Path}: something else is there", Errno.EEXIST);
    }

    private void RefuseOther(string path, PosixException error, FileKind kind, int major, int minor)
    {
        using var present = TryOpen(path, OpenFlags.O_PATH);
        if (error.Errno != Errno.EEXIST || present is null)
            throw error;
        if (FileFacts.Of(present) is var facts && (facts.Kind, facts.Major, facts.Minor) != (kind, major, minor))
            throw new PosixException($"make the device {path} in {Path}: something else is there", Errno.EEXIST);
    }
}
