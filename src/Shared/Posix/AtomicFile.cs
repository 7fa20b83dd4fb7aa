using Microsoft.Win32.SafeHandles;

namespace Coaster.Posix;

/// <summary>Replaces files as a whole: a reader sees the old content or the new, and a crash leaves one of the two.</summary>
public static class AtomicFile
{
    /// <summary>The ending of files that were being written when their writer died.</summary>
    public const string TemporarySuffix = ".coaster-tmp";

    private const uint OwnerOnly = 0b110_000_000;

    /// <summary>Writes a file in place of the one that is there, beside it first and then by rename(2).</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="mode">The permissions of the new file, whatever the umask is.</param>
    /// <param name="durable">Whether the content must be on the disk before the name is: needed for what has to survive a power cut.</param>
    /// <exception cref="IOException">The file cannot be written; what was there is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool durable)
    {
        var temporary = $"{path}.{Environment.ProcessId}{TemporarySuffix}";
        try
        {
            WriteNew(temporary, content, mode, durable);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void WriteNew(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool durable)
    {
        // A pid is used again: what its last owner left may be a link, or open to everybody.
        File.Delete(path);
        var number = Libc.open(path, OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL | OpenFlags.O_CLOEXEC, OwnerOnly);
        if (number < 0)
            throw PosixException.Last($"open {path}");
        using var file = new SafeFileHandle(number, ownsHandle: true);
        File.SetUnixFileMode(file, mode);
        RandomAccess.Write(file, content, 0);
        if (durable && Libc.fsync(number) != 0)
            throw PosixException.Last($"fsync {path}");
    }
}
