using Coaster.Injection.Driver;
using Coaster.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Injection.Tests.Driver;

public sealed class ElfHeaderTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("libcuda.so.1")]
    [InlineData("a")]
    public void Read_RealLibrary_HasTheSonameGivenToTheLinker(string soname)
    {
        Shell.Run("gcc", "-shared", "-nostdlib", "-Wl,-soname," + soname, "-x", "c", "/dev/null", "-o", _temp["lib.so"]);
        Assert.Equal(new ElfHeader(soname, true), Read(File.ReadAllBytes(_temp["lib.so"])));
    }

    [Fact]
    public void Read_RealLibraryWithout_HasNoSoname()
    {
        Shell.Run("gcc", "-shared", "-nostdlib", "-x", "c", "/dev/null", "-o", _temp["lib.so"]);
        Assert.Equal(new ElfHeader(null, true), Read(File.ReadAllBytes(_temp["lib.so"])));
    }

    [Theory]
    [InlineData("libcuda.so.1", true)]
    [InlineData("libcuda.so.1", false)]
    [InlineData(null, true)]
    [InlineData(null, false)]
    public void Read_CraftedLibrary_IsReadInEitherClass(string? soname, bool is64) =>
        Assert.Equal(new ElfHeader(soname, is64), Read(FakeElf.Of(soname, is64)));

    [Fact]
    public void Read_NoElf_IsNothing()
    {
        Assert.Null(Read([]));
        Assert.Null(Read(new byte[64]));
        Assert.Null(Read("#!/bin/sh\n"u8.ToArray()));
        Assert.Null(Read(FakeElf.Of("a")[..63]));
    }

    [Fact]
    public void Read_BigEndian_IsNothing()
    {
        var file = FakeElf.Of("a");
        file[5] = 2;
        Assert.Null(Read(file));
    }

    [Fact]
    public void Read_HugeTables_AreNotAllocated()
    {
        var file = FakeElf.Of("a");
        file.AsSpan(54, 4).Fill(0x7F);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Read_MutatedLibrary_IsAHeaderOrNothing() =>
        Prop.ForAll(Mutated(FakeElf.Of("libcuda.so.1")).ToArbitrary(), bytes => Read(bytes) is null or { Soname: null or { Length: > 0 and <= 256 } })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    [Fact]
    public void Read_Mutated32BitLibrary_IsAHeaderOrNothing() =>
        Prop.ForAll(Mutated(FakeElf.Of("libcuda.so.1", is64: false)).ToArbitrary(), bytes => Read(bytes) is null or { Soname: null or { Length: > 0 } })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    internal static Gen<byte[]> Mutated(byte[] original) =>
        from edits in (from at in Gen.Choose(0, original.Length - 1)
                       from value in Gen.Elements(0, 1, 0x7F, 0x80, 0xFF, 0x20)
                       select (at, (byte)value)).ListOf(4)
        from length in Gen.Frequency((3, Gen.Constant(original.Length)), (1, Gen.Choose(0, original.Length)))
        select Apply(original, edits)[..length];

    private static byte[] Apply(byte[] original, IEnumerable<(int At, byte Value)> edits)
    {
        byte[] copy = [.. original];
        foreach (var (at, value) in edits)
            copy[at] = value;
        return copy;
    }

    private ElfHeader? Read(byte[] content)
    {
        File.WriteAllBytes(_temp["file"], content);
        using var handle = File.OpenHandle(_temp["file"]);
        return ElfHeader.Read(handle);
    }
}
