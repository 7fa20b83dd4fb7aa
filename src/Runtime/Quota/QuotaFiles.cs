namespace Coaster.Quota;

/// <summary>Making a container's files with the permissions that they have inside it, whatever the umask is.</summary>
internal static class QuotaFiles
{
    /// <summary>For everybody to read; root's processes write all the same.</summary>
    internal const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>For every user of a container to write.</summary>
    internal const UnixFileMode Writable =
        Readable | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    internal static void Create(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        using var stream = new FileStream(path, options);
        stream.Write(content);
        File.SetUnixFileMode(stream.SafeFileHandle, mode);
    }
}
