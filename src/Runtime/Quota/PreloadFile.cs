using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Quota;

/// <summary>
/// The container's <c>/etc/ld.so.preload</c> (ld.so(8)): our library first, then what the image has there. Its <c>$LIB</c> is for the loader of
/// each program to fill in.
/// </summary>
public static class PreloadFile
{
    /// <summary>Where it is inside.</summary>
    public const string Path = "/etc/ld.so.preload";

    /// <summary>The name by which every program's loader finds the library of its own kind.</summary>
    public const string Library = Region.Folder + "/$LIB/libcoaster-quota.so";

    private const int MaxBytes = 64 << 10;

    /// <summary>The content for a container.</summary>
    /// <param name="root">Its root, which holds the image's own file, if any.</param>
    /// <exception cref="CoasterException">The image has something there that cannot be kept.</exception>
    public static byte[] For(RootDirectory root)
    {
        var own = root.ReadFile(Path, MaxBytes);
        if (own is null && root.Exists(Path))
            throw new CoasterException(
                "cannot hold the container to its share",
                $"{Path} of its image is no file of at most {MaxBytes} bytes",
                "Remove it from the image, or ask for whole GPUs");
        return Content(own);
    }

    /// <summary>The file with our library before the entries that are there already; comments are for people, and are left out.</summary>
    internal static byte[] Content(ReadOnlySpan<byte> own)
    {
        var content = new MemoryStream();
        content.Write("/run/coaster-quota/$LIB/libcoaster-quota.so\n"u8);
        foreach (var line in own.Split((byte)'\n'))
            WriteEntries(content, own[line]);
        return content.ToArray();
    }

    /// <summary>Entries end at blanks and colons; a '#' ends the line (do_preload in glibc's elf/rtld.c).</summary>
    private static void WriteEntries(MemoryStream content, ReadOnlySpan<byte> line)
    {
        var comment = line.IndexOf((byte)'#');
        var entries = comment < 0 ? line : line[..comment];
        foreach (var range in entries.SplitAny(" \t:\r\0"u8))
            if (entries[range] is { Length: > 0 } entry && !entry.StartsWith("/run/coaster-quota/"u8))
            {
                content.Write(entry);
                content.WriteByte((byte)'\n');
            }
    }
}
