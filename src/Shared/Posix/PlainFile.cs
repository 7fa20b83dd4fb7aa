using System.Runtime.InteropServices;
using System.Text;

namespace Coaster.Posix;

/// <summary>
/// Small files, read whole with the plain calls: those of root's own, and those below /proc, which say that they are empty. A stream of .NET's
/// makes twice as many calls, and tells of a file that is not there by an exception, which takes as long as ten files that are.
/// </summary>
public static unsafe class PlainFile
{
    private const int FirstBytes = 1 << 10;

    /// <summary>The content of a file, or null when nothing is there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PosixException">It is there, and cannot be read.</exception>
    public static ReadOnlyMemory<byte>? TryRead(string path)
    {
        var (content, errno) = ReadAll(path);
        return errno is 0 or Errno.ENOENT or Errno.ENOTDIR ? content : throw new PosixException($"read {path}", errno);
    }

    /// <summary>The content of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PosixException">It cannot be read.</exception>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        var (content, errno) = ReadAll(path);
        return content ?? throw new PosixException($"read {path}", errno);
    }

    /// <summary>The text of a file, or null when it cannot be read: most that are below /proc are a process's, and go with it.</summary>
    /// <param name="path">The file.</param>
    public static string? TryReadText(string path) => ReadAll(path).Content is { } content ? Encoding.UTF8.GetString(content.Span) : null;

    /// <summary>The text of a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PosixException">It cannot be read.</exception>
    public static string ReadText(string path) => Encoding.UTF8.GetString(Read(path).Span);

    private static (ReadOnlyMemory<byte>? Content, int Errno) ReadAll(string path)
    {
        var number = Libc.open(path, OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC, 0);
        if (number < 0)
            return (null, Marshal.GetLastPInvokeError());
        using var fd = new Fd(number);
        var (content, length) = (new byte[Math.Max(FirstBytes, FileFacts.Of(fd).Size + 1)], 0);
        for (int count; (count = ReadPart(fd, content.AsSpan(length))) != 0; length += count)
        {
            if (count < 0)
                return (null, Marshal.GetLastPInvokeError());
            if (length + count == content.Length)
                Array.Resize(ref content, content.Length * 2);
        }

        return (content.AsMemory(0, length), 0);
    }

    private static int ReadPart(Fd fd, Span<byte> room)
    {
        long count;
        fixed (byte* start = room)
            do
                count = Libc.read(fd.Number, start, (nuint)room.Length);
            while (count < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        return (int)count;
    }
}
