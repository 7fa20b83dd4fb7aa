using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Coaster.Posix;

/// <summary>
/// A folder that is somebody's whole file system: a container's root or a driver root. Every path is resolved inside it by the kernel
/// (openat2(2) with RESOLVE_IN_ROOT): symbolic links, absolute ones too, and <c>..</c> cannot lead out, and a swap of a folder for a
/// link in between cannot either.
/// </summary>
public sealed partial class RootDirectory : IDisposable
{
    private const long SYS_openat2 = 437;
    private const int Attempts = 128;
    private const int FirstBytes = 1 << 10;
    private readonly Fd _root;

    private RootDirectory(string path, Fd root) => (Path, _root) = (path, root);

    /// <summary>The folder's path on the host, as it was given.</summary>
    public string Path { get; }

    /// <summary>Opens the folder.</summary>
    /// <exception cref="PosixException">It is not there, or is no folder.</exception>
    public static RootDirectory Open(string path)
    {
        var fd = Libc.open(path, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC, 0);
        return fd < 0 ? throw PosixException.Last($"open {path}") : new RootDirectory(path, new Fd(fd));
    }

    /// <summary>Whether something is at that path.</summary>
    public bool Exists(string path)
    {
        using var fd = TryOpen(path, OpenFlags.O_PATH);
        return fd is not null;
    }

    /// <summary>Whether a folder is at that path.</summary>
    public bool IsDirectory(string path)
    {
        using var fd = TryOpen(path, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
        return fd is not null;
    }

    /// <summary>Whether a symbolic link is at that path.</summary>
    public bool IsLink(string path)
    {
        using var fd = TryOpen(path, OpenFlags.O_PATH | OpenFlags.O_NOFOLLOW);
        return fd is not null && FileFacts.Of(fd).Kind == FileKind.SymbolicLink;
    }

    /// <summary>
    /// The host's own path of what is there, with every link resolved, or null when nothing is. It is a name and no more: for a folder that
    /// somebody else can write, work on descriptors instead.
    /// </summary>
    public string? RealPath(string path)
    {
        using var fd = TryOpen(path, OpenFlags.O_PATH);
        return fd is null ? null : ReadLink(fd.ProcPath);
    }

    /// <summary>The content of a regular file, or null when it is not there, is something else, or is larger than the limit.</summary>
    /// <param name="path">The path inside the root.</param>
    /// <param name="limit">The most bytes to read.</param>
    public byte[]? ReadFile(string path, int limit)
    {
        using var file = OpenFile(path, out _);
        return file is null ? null : ReadUpTo(file, limit);
    }

    /// <summary>Opens a regular file to read, or gives null when it is not there or is something else.</summary>
    /// <param name="path">The path inside the root.</param>
    /// <param name="realPath">The host's own path of the file, as <see cref="RealPath"/> gives it.</param>
    /// <exception cref="PosixException">It is there, and may not be read.</exception>
    public SafeFileHandle? OpenFile(string path, out string? realPath)
    {
        realPath = null;
        // Opened as a mere place at first: to open a FIFO would wait for ever, and to open a device may set something going.
        using var place = TryOpen(path, OpenFlags.O_PATH);
        if (place is null || FileFacts.Of(place).Kind != FileKind.Regular)
            return null;
        realPath = ReadLink(place.ProcPath);
        var fd = Libc.open(place.ProcPath, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC, 0);
        return fd < 0 ? throw PosixException.Last($"open {path} in {Path}") : new SafeFileHandle(fd, ownsHandle: true);
    }

    /// <summary>The character device at that path, or null when there is none; it is looked at and not opened.</summary>
    public CharacterDevice? FindDevice(string path)
    {
        using var place = TryOpen(path, OpenFlags.O_PATH);
        return place is not null && FileFacts.Of(place) is { Kind: FileKind.CharacterDevice } facts
            ? new CharacterDevice(facts.Major, facts.Minor, facts.Mode, facts.Uid, facts.Gid)
            : null;
    }

    /// <summary>The names in a folder, sorted; none when it is not there.</summary>
    public IReadOnlyList<string> List(string path)
    {
        using var fd = TryOpen(path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        if (fd is null)
            return [];
        var names = FolderNames.In(fd);
        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <inheritdoc/>
    public void Dispose() => _root.Dispose();

    private static byte[]? ReadUpTo(SafeFileHandle file, int limit)
    {
        var length = RandomAccess.GetLength(file);
        if (length > limit)
            return null;
        // A file of /proc says that it is empty, and comes a page at a time; any file may grow while it is read.
        var (content, filled) = (new byte[length + FirstBytes], 0);
        for (int count; (count = RandomAccess.Read(file, content.AsSpan(filled), filled)) > 0; filled += count)
        {
            if (filled + count > limit)
                return null;
            if (filled + count == content.Length)
                Array.Resize(ref content, content.Length * 2);
        }

        return content[..filled];
    }

    private Fd? TryOpen(string path, int flags)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (OpenInRoot(path, flags) is var fd and >= 0)
                return new Fd((int)fd);
            var errno = Marshal.GetLastPInvokeError();
            if (errno == Errno.ENOSYS)
                throw new PosixException("openat2 (Linux 5.6 or newer is needed)", errno);
            // The kernel could not tell whether ".." led out, because something was renamed meanwhile.
            if (errno != Errno.EINTR && (errno != Errno.EAGAIN || attempt == Attempts))
                return null;
        }
    }

    private unsafe long OpenInRoot(string path, int flags)
    {
        var how = new OpenHow
        {
            Flags = (ulong)(flags | OpenFlags.O_CLOEXEC),
            Resolve = OpenHow.RESOLVE_IN_ROOT | OpenHow.RESOLVE_NO_MAGICLINKS,
        };
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            return Libc.syscall(SYS_openat2, _root.Number, (long)name, (long)&how, sizeof(OpenHow));
    }

    private static unsafe string? ReadLink(string path)
    {
        var buffer = stackalloc byte[4096];
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var length = Libc.readlink(name, buffer, 4096);
            return length < 0 ? null : Encoding.UTF8.GetString(buffer, (int)length);
        }
    }
}
