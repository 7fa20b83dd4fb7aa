using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Coaster.Injection.Driver;

/// <summary>
/// What the loader knows a shared library by: its SONAME (elf(5), DT_SONAME). Only the few bytes on the way to it are read; some of the
/// driver's libraries have 100 MB.
/// </summary>
/// <param name="Soname">The name, or null when the library has none.</param>
/// <param name="Is64Bit">Whether it is of the 64-bit class.</param>
internal sealed record ElfHeader(string? Soname, bool Is64Bit)
{
    private const int PT_LOAD = 1;
    private const int PT_DYNAMIC = 2;
    private const long DT_STRTAB = 5;
    private const long DT_SONAME = 14;
    private const int MaxSegments = 256;
    private const int MaxDynamicBytes = 1 << 16;
    private const int MaxName = 256;

    /// <summary>Reads a library; null when the file is no little-endian ELF file that makes sense.</summary>
    internal static ElfHeader? Read(SafeFileHandle file)
    {
        try
        {
            var start = Bytes(file, 0, 64);
            if (!start.AsSpan(0, 4).SequenceEqual("\u007fELF"u8) || start[5] != 1 || start[4] is not (1 or 2))
                return null;
            var is64 = start[4] == 2;
            return new ElfHeader(SonameOf(file, is64, Segments(file, start, is64)), is64);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or OverflowException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static List<(int Type, long Offset, long Address, long Size)> Segments(SafeFileHandle file, byte[] start, bool is64)
    {
        var offset = is64 ? Long(start, 32) : Int(start, 28);
        int size = Short(start, is64 ? 54 : 42), count = Short(start, is64 ? 56 : 44);
        if (count > MaxSegments || size != (is64 ? 56 : 32))
            throw new InvalidDataException();
        var table = Bytes(file, offset, size * count);
        var segments = new List<(int, long, long, long)>(count);
        for (var at = 0; at < table.Length; at += size)
            segments.Add(is64
                ? (Int(table, at), Long(table, at + 8), Long(table, at + 16), Long(table, at + 32))
                : (Int(table, at), Int(table, at + 4), Int(table, at + 8), Int(table, at + 16)));
        return segments;
    }

    private static string? SonameOf(SafeFileHandle file, bool is64, List<(int Type, long Offset, long Address, long Size)> segments)
    {
        var dynamic = segments.Find(segment => segment.Type == PT_DYNAMIC);
        var table = Bytes(file, dynamic.Offset, (int)Math.Min(dynamic.Size, MaxDynamicBytes));
        if (Entry(table, is64, DT_STRTAB) is not { } strings || Entry(table, is64, DT_SONAME) is not { } name)
            return null;
        var address = strings + name;
        var load = segments.Find(segment =>
            segment.Type == PT_LOAD && address >= segment.Address && address < segment.Address + segment.Size);
        var text = Bytes(file, load.Offset + (address - load.Address), MaxName, exact: false);
        var end = Array.IndexOf(text, (byte)0);
        return end > 0 ? Encoding.UTF8.GetString(text, 0, end) : null;
    }

    private static long? Entry(byte[] table, bool is64, long tag)
    {
        var word = is64 ? 8 : 4;
        for (var at = 0; at + (2 * word) <= table.Length; at += 2 * word)
            if ((is64 ? Long(table, at) : Int(table, at)) == tag)
                return is64 ? Long(table, at + 8) : Int(table, at + 4);
        return null;
    }

    private static byte[] Bytes(SafeFileHandle file, long offset, int count, bool exact = true)
    {
        var buffer = new byte[count];
        var read = RandomAccess.Read(file, buffer, offset);
        return read == count ? buffer : exact ? throw new EndOfStreamException() : buffer[..read];
    }

    private static long Long(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));

    private static int Int(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));

    private static ushort Short(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
}
