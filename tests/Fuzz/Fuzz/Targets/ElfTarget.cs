using System.Buffers.Binary;
using Coaster.Fuzz.Inputs;
using Coaster.GpuModel;
using Coaster.Injection.Driver;

namespace Coaster.Fuzz.Targets;

/// <summary>The header of a shared library.</summary>
internal static class ElfTarget
{
    public static FuzzTarget Make(Scratch scratch)
    {
        var file = scratch.Path("elf/library");
        var mutator = new Mutator([Seed()], ["\u007fELF", "\0\0\0\0\0\0\0\0", "\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f", "libcuda.so.1\0"]);
        return new FuzzTarget("elf", mutator.Next, input => Feed(input, file));
    }

    private static void Feed(byte[] input, string path)
    {
        File.WriteAllBytes(path, input);
        using var file = File.OpenHandle(path);
        if (ElfHeader.Read(file)?.Soname is null)
            throw new CoasterException("no library", "it has no SONAME", "Take another");
    }

    /// <summary>A header, the segments PT_LOAD and PT_DYNAMIC, and a dynamic section with DT_STRTAB and DT_SONAME.</summary>
    private static byte[] Seed()
    {
        var bytes = new byte[512];
        byte[] start = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        start.CopyTo(bytes, 0);
        foreach (var (at, value) in ((int, long)[])[(32, 64), (64 + 16, 0x1000), (64 + 32, 512), (120 + 8, 256), (120 + 16, 0x1100), (120 + 32, 96), (256, 5), (264, 0x1180), (272, 14), (280, 1)])
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(at), value);
        (bytes[54], bytes[56], bytes[64], bytes[120]) = (56, 2, 1, 2);
        "libcuda.so.1"u8.CopyTo(bytes.AsSpan(385));
        return bytes;
    }
}
