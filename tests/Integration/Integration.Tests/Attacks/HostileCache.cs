using System.Buffers.Binary;
using System.Text;

namespace Coaster.Integration.Tests.Attacks;

/// <summary>Loader caches that name a place for a library, as ldconfig(8) would never write them.</summary>
internal static class HostileCache
{
    private const int Header = 48;
    private const int Entry = 24;

    /// <summary>One entry for each place, all of libcuda.so.1.</summary>
    public static byte[] Of(params string[] places)
    {
        var names = Header + (places.Length * Entry);
        var texts = places.Prepend("libcuda.so.1").Select(text => Encoding.UTF8.GetBytes(text + '\0')).ToList();
        byte[] bytes = [.. new byte[names], .. texts.SelectMany(text => text)];
        "glibc-ld.so.cache1.1"u8.CopyTo(bytes);
        Put(bytes, 20, places.Length);
        for (var index = 0; index < places.Length; index++)
            Fill(bytes, Header + (index * Entry), names, names + texts.Take(index + 1).Sum(text => text.Length));
        return bytes;
    }

    /// <summary>Entries of the same place, as many as that.</summary>
    public static byte[] Flood(int count, string place)
    {
        var bytes = new byte[Header + (count * Entry) + place.Length + 64];
        "glibc-ld.so.cache1.1"u8.CopyTo(bytes);
        Put(bytes, 20, count);
        var names = Header + (count * Entry);
        Encoding.UTF8.GetBytes($"libcuda.so.1\0{place}\0").CopyTo(bytes, names);
        for (var index = 0; index < count; index++)
            Fill(bytes, Header + (index * Entry), names, names + "libcuda.so.1\0".Length);
        return bytes;
    }

    /// <summary>A cache whose entries point at that offset.</summary>
    public static byte[] PointingAt(int offset, int count)
    {
        var bytes = Of("/a/libcuda.so.1");
        Put(bytes, 20, count);
        Put(bytes, Header + 4, offset);
        Put(bytes, Header + 8, offset);
        return bytes;
    }

    private static void Fill(byte[] bytes, int at, int key, int place)
    {
        Put(bytes, at, Flags);
        Put(bytes, at + 4, key);
        Put(bytes, at + 8, place);
    }

    /// <summary>A 64-bit library, as the cache of this machine's architecture marks it.</summary>
    private static int Flags => Testing.StubLibrary.Triplet.StartsWith("aarch64", StringComparison.Ordinal) ? 0x0A03 : 0x0303;

    private static void Put(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
}
