using Coaster.GpuModel;
using Coaster.Posix;

namespace Coaster.Ledger;

/// <summary>One entry on the disk.</summary>
internal static class LedgerFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    internal static LedgerEntry? TryRead(string path)
    {
        try
        {
            return PlainFile.TryRead(path) is { } content ? Decode(path, content) : null;
        }
        catch (PosixException error) when (error.Errno == Errno.EACCES)
        {
            throw new CoasterException("cannot read the bookings", error.Message, "Run it as root", error);
        }
    }

    /// <summary>The folder does not outlive a boot, so that a power cut leaves nothing half written: no fsync is waited for.</summary>
    internal static void Write(string path, LedgerEntry entry)
    {
        var content = LedgerEntryCodec.Encode(entry);
        // One entry that cannot be read again would stop every later command: it is found out before it is there.
        _ = Decode(path, content, "Report this with the output of: coaster gpus -o json");
        AtomicFile.Write(path, content.Span, OwnerOnly, durable: false);
    }

    /// <summary>A booking that cannot be read still stands for memory in use: it is never skipped.</summary>
    private static LedgerEntry Decode(string path, ReadOnlyMemory<byte> content, string mend = "Remove the file once its container is stopped")
    {
        try
        {
            var entry = LedgerEntryCodec.Decode(content);
            // A copy under another name would take the place of the right one, and hide what that holds.
            return Path.GetFileName(path) == entry.Id + StateFolders.BookingSuffix
                ? entry
                : throw new CodecException("booking.owner", $"is {entry.Id}, which belongs into a file of that name");
        }
        catch (CodecException error)
        {
            throw new CoasterException($"cannot read the booking in {path}", error.Message.TrimEnd('.'), mend, error);
        }
    }
}
