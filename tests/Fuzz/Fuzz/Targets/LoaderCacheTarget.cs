using System.Buffers.Binary;
using Coaster.Fuzz.Inputs;
using Coaster.Injection.Image;
using Coaster.Posix;

namespace Coaster.Fuzz.Targets;

/// <summary>An image's ld.so.cache; the places that it names are plain.</summary>
internal static class LoaderCacheTarget
{
    public static FuzzTarget Make(Scratch scratch)
    {
        var file = scratch.Path("image/etc/ld.so.cache");
        var mutator = new Mutator([Seed()], ["glibc-ld.so.cache1.1", "libcuda.so.1\0", "/opt/libcuda.so.1\0", "/../x\0", "/proc/x\0", "\0\0\0\0", "\u007f\u007f\u007f\u007f"]);
        return new FuzzTarget("loader-cache", mutator.Next, input => Feed(input, file));
    }

    private static void Feed(byte[] input, string file)
    {
        File.WriteAllBytes(file, input);
        using var root = RootDirectory.Open(Path.GetDirectoryName(Path.GetDirectoryName(file))!);
        foreach (var place in LoaderCache.Read(root).Find("libcuda.so.1", is64Bit: true))
            if (!place.StartsWith('/') || place.Contains("..", StringComparison.Ordinal) || place.Any(char.IsControl))
                throw new InvalidOperationException($"'{place}' was accepted");
    }

    private static byte[] Seed()
    {
        const int Names = 48 + 24 + 24;
        var bytes = new byte[Names + 64];
        "glibc-ld.so.cache1.1"u8.CopyTo(bytes);
        "libcuda.so.1\0/opt/libcuda.so.1\0"u8.CopyTo(bytes.AsSpan(Names));
        foreach (var (at, value) in ((int, int)[])[(20, 2), (48, 0x0303), (52, Names), (56, Names + 13), (72, 0x0303), (76, Names), (80, Names + 13)])
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        return bytes;
    }
}
