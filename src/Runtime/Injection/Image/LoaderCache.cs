using System.Buffers.Binary;
using System.Text;
using Coaster.Posix;

namespace Coaster.Injection.Image;

/// <summary>
/// An image's /etc/ld.so.cache, in the format that glibc has written since 2.2 (sysdeps/generic/dl-cache.h, struct cache_file_new; up to
/// 2.31 it follows an older table). The file is the image's: every offset in it is checked, and a cache that makes no sense is an empty one.
/// </summary>
internal sealed class LoaderCache
{
    private const int MaxBytes = 8 << 20;
    private const int MaxPath = 4096;
    private const int MaxName = 255;

    // An image of this world has a library two or three times; every one becomes a mount.
    private const int MaxPlaces = 16;
    private const int HeaderBytes = 48;
    private const int EntryBytes = 24;
    private const int FlagsX8664 = 0x0303;
    private const int FlagsAarch64 = 0x0A03;
    private const int FlagsI386 = 0x0003;

    private readonly byte[] _bytes;
    private readonly int _start;

    private LoaderCache(byte[] bytes, int start) => (_bytes, _start) = (bytes, start);

    internal static LoaderCache Read(RootDirectory root)
    {
        var bytes = root.ReadFile("etc/ld.so.cache", MaxBytes) ?? [];
        return new LoaderCache(bytes, bytes.AsSpan().IndexOf("glibc-ld.so.cache1.1"u8));
    }

    /// <summary>The absolute paths that the cache has for a library of that class, the first few of them.</summary>
    internal IReadOnlyList<string> Find(string soname, bool is64Bit)
    {
        if (_start < 0 || _start + HeaderBytes > _bytes.Length)
            return [];
        var wanted = Encoding.UTF8.GetBytes(soname + '\0');
        var paths = new List<string>();
        var entries = Math.Min(Int(_start + 20), (_bytes.Length - _start - HeaderBytes) / EntryBytes);
        for (var i = 0; i < entries && paths.Count < MaxPlaces; i++)
        {
            var entry = _start + HeaderBytes + (i * EntryBytes);
            if (IsClass(Int(entry), is64Bit) && At(Int(entry + 4)).StartsWith(wanted) && Path(Int(entry + 8)) is { } path)
                paths.Add(path);
        }

        return paths;
    }

    private static bool IsClass(int flags, bool is64Bit) => is64Bit ? flags is FlagsX8664 or FlagsAarch64 : flags == FlagsI386;

    private string? Path(int offset)
    {
        var text = At(offset);
        var end = text[..Math.Min(text.Length, MaxPath)].IndexOf((byte)0);
        if (end <= 1 || text[0] != '/')
            return null;
        var path = Encoding.UTF8.GetString(text[..end]);
        // The path becomes a mount's destination: one that is not plain is left to the image.
        return path.Contains("..", StringComparison.Ordinal) || path.Any(char.IsControl) || !IsLibrarys(path.Split('/', StringSplitOptions.RemoveEmptyEntries)) ? null : path;
    }

    /// <summary>Whether a library can be there: no file system takes longer names, and some folders have what the low-level runtime writes to.</summary>
    private static bool IsLibrarys(string[] names) =>
        names is not ([] or ["proc" or "sys" or "dev", ..]) && names.All(name => name != "." && Encoding.UTF8.GetByteCount(name) <= MaxName);

    private ReadOnlySpan<byte> At(int offset) =>
        offset >= 0 && offset < _bytes.Length - _start ? _bytes.AsSpan(_start + offset) : default;

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at));
}
