using System.Buffers.Binary;
using Coaster.Injection.Image;
using Coaster.Injection.Tests.Driver;
using Coaster.Posix;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Injection.Tests.Image;

public sealed class LoaderCacheTests
{
    [Fact]
    public void Find_RealCache_HasEveryPlaceOfTheName()
    {
        using var image = RealCache.Of("/opt/a/libcuda.so.1", "/opt/b/libcuda.so.1", "/opt/b/libcuda.so.10");
        Assert.Equal(["/opt/a/libcuda.so.1", "/opt/b/libcuda.so.1"], Find(image, "libcuda.so.1").Order());
        Assert.Equal(["/opt/b/libcuda.so.10"], Find(image, "libcuda.so.10"));
        Assert.Empty(Find(image, "libcuda.so"));
        Assert.Empty(Find(image, ""));
    }

    [Fact]
    public void Find_NoCache_IsEmpty()
    {
        using var image = FakeImage.Static();
        Assert.Empty(Find(image, "libcuda.so.1"));
    }

    [Fact]
    public void Find_EveryTruncation_IsAnAnswer()
    {
        using var image = RealCache.Of("/opt/a/libcuda.so.1");
        var bytes = File.ReadAllBytes(image["etc/ld.so.cache"]);
        for (var length = bytes.Length; length >= 0; length--)
            Assert.InRange(Find(image.Write("etc/ld.so.cache", bytes[..length]), "libcuda.so.1").Count, 0, 1);
    }

    [Fact]
    public void Find_MutatedCache_NamesPlainPathsOnly()
    {
        using var image = RealCache.Of("/opt/a/libcuda.so.1", "/opt/b/libnvidia-ml.so.1");
        Prop.ForAll(
            ElfHeaderTests.Mutated(File.ReadAllBytes(image["etc/ld.so.cache"])).ToArbitrary(),
            bytes => Find(image.Write("etc/ld.so.cache", bytes), "libcuda.so.1").All(IsPlain)).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));
    }

    [Theory]
    [InlineData("/../../../etc/pwd/x")]
    [InlineData("opt/a/libcuda.so.12")]
    [InlineData("/opt/a/lib\ncuda.so.")]
    [InlineData("/")]
    [InlineData("/proc/x")]
    [InlineData("/./proc/x")]
    [InlineData("//sys/x")]
    [InlineData("/opt/./x")]
    public void Find_HostilePath_IsLeftOut(string path)
    {
        using var image = RealCache.Of("/opt/a/libcuda.so.1");
        var bytes = File.ReadAllBytes(image["etc/ld.so.cache"]);
        var at = bytes.AsSpan().IndexOf("/opt/a/libcuda.so.1"u8);
        System.Text.Encoding.UTF8.GetBytes(path + '\0').CopyTo(bytes, at);
        Assert.Empty(Find(image.Write("etc/ld.so.cache", bytes), "libcuda.so.1"));
    }

    [Fact]
    public void Find_AHundredThousandPlaces_GivesTheFirstFew()
    {
        // Each would become a mount, and the runtime would be at it for minutes.
        using var image = new TempFolder().Write("etc/ld.so.cache", Flood(100_000));
        Assert.InRange(Find(image, "libcuda.so.1").Count, 1, 16);
    }

    private static bool IsPlain(string path) => path.StartsWith('/') && !path.Contains("..", StringComparison.Ordinal) && !path.Any(char.IsControl);

    private static byte[] Flood(int count)
    {
        var names = 48 + (count * 24);
        var bytes = new byte[names + 64];
        "glibc-ld.so.cache1.1"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(20), count);
        for (var entry = 48; entry < names; entry += 24)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(entry), 0x0303);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(entry + 4), names);
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(entry + 8), names + 13);
        }

        "libcuda.so.1\0/a/libcuda.so.1\0"u8.CopyTo(bytes.AsSpan(names));
        return bytes;
    }

    private static IReadOnlyList<string> Find(TempFolder image, string soname)
    {
        using var root = RootDirectory.Open(image.Path);
        return LoaderCache.Read(root).Find(soname, is64Bit: true);
    }
}
