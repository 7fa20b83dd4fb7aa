using Coaster.Posix;
using Coaster.Quota.Layout;
using Microsoft.Win32.SafeHandles;

namespace Coaster.Quota.Counters;

/// <summary>
/// A counters file that is open to be read. Its container can write to it and cut it short at any moment: it is read a bounded part at a time
/// and never mapped.
/// </summary>
public sealed class CountersFile : IDisposable
{
    private readonly SafeFileHandle _file;

    private CountersFile(SafeFileHandle file) => _file = file;

    /// <summary>Makes the file as it is before the first process; every user of the container may write to it.</summary>
    /// <param name="path">Where; nothing may be there.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static void Create(string path) => QuotaFiles.Create(path, CountersText.Empty(), QuotaFiles.Writable);

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It is not there.</exception>
    public static CountersFile Open(string path) =>
        new(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    /// <summary>Reads what it says now. It changes meanwhile: words are of nearly, but not exactly, the same moment.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public CountersReading Read()
    {
        var head = new byte[CountersLayout.Slot];
        if (!TryFill(head, 0))
            return new CountersReading.Spoiled("it was cut short");
        if (CountersText.ProblemOf(head) is { } problem)
            return new CountersReading.Spoiled(problem);
        var slots = new byte[CountersText.UsedSlots(head) * SlotLayout.Bytes];
        return TryFill(slots, CountersLayout.Slot)
            ? new CountersReading.Sound(CountersText.Decode(head, slots))
            : new CountersReading.Spoiled("it was cut short");
    }

    /// <summary>Whether a process that lives holds that slot: the kernel drops its lock with it.</summary>
    /// <exception cref="PosixException">The kernel refuses.</exception>
    public bool IsHeld(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(unchecked((uint)slot), (uint)Region.Slots, nameof(slot));
        return ByteLock.IsHeld(_file, Region.SlotLocks + slot);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool TryFill(byte[] part, long at)
    {
        for (int filled = 0, count; filled < part.Length; filled += count)
            if ((count = RandomAccess.Read(_file, part.AsSpan(filled), at + filled)) == 0)
                return false;
        return true;
    }
}
