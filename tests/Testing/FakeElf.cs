using System.Buffers.Binary;
using System.Text;

namespace Coaster.Testing;

/// <summary>The smallest shared library that has a SONAME: a header, two segments and a dynamic section, of either class.</summary>
public static class FakeElf
{
    private const int Dynamic = 256;
    private const int Strings = 384;

    public static byte[] Of(string? soname, bool is64 = true)
    {
        var file = new byte[512];
        "\u007fELF"u8.CopyTo(file);
        (file[4], file[5], file[6]) = ((byte)(is64 ? 2 : 1), 1, 1);
        Word(file, is64 ? 32 : 28, 64, is64);
        Short(file, is64 ? 54 : 42, is64 ? 56 : 32);
        Short(file, is64 ? 56 : 44, 2);
        Segment(file, 64, is64, type: 1, offset: 0, address: 0x1000, size: 512);
        Segment(file, 64 + (is64 ? 56 : 32), is64, type: 2, offset: Dynamic, address: 0x1000 + Dynamic, size: 96);
        Entry(file, 0, is64, tag: 5, value: 0x1000 + Strings);
        if (soname is not null)
            Entry(file, 1, is64, tag: 14, value: 1);
        Encoding.UTF8.GetBytes(soname ?? "").CopyTo(file, Strings + 1);
        return file;
    }

    private static void Segment(byte[] file, int at, bool is64, int type, int offset, int address, int size)
    {
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), type);
        Word(file, at + (is64 ? 8 : 4), offset, is64);
        Word(file, at + (is64 ? 16 : 8), address, is64);
        Word(file, at + (is64 ? 32 : 16), size, is64);
    }

    private static void Entry(byte[] file, int index, bool is64, int tag, int value)
    {
        var word = is64 ? 8 : 4;
        Word(file, Dynamic + (index * 2 * word), tag, is64);
        Word(file, Dynamic + (index * 2 * word) + word, value, is64);
    }

    private static void Word(byte[] file, int at, int value, bool is64)
    {
        if (is64)
            BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
        else
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
    }

    private static void Short(byte[] file, int at, int value) => BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), (short)value);
}
