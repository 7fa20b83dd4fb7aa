using System.Buffers.Binary;
using Coaster.GpuModel;
using Coaster.Quota.Layout;
using Coaster.Quota.Limits;
using Coaster.Testing;

namespace Coaster.Quota.Tests.Limits;

public sealed class LimitsFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder["limits"];

    [Fact]
    public void Open_FileJustMade_HasTheLimits()
    {
        LimitsFile.Create(Path, Examples.TwoGpus);
        using var file = LimitsFile.Open(Path);
        Assert.Equal(Examples.TwoGpus, file.Limits);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(Path));
        Assert.Equal(Region.LimitsBytes, new FileInfo(Path).Length);
    }

    [Fact]
    public void Set_EveryWord_IsSeenByAnotherWhoHasItMapped()
    {
        LimitsFile.Create(Path, Examples.TwoGpus);
        using var agent = LimitsFile.Open(Path);
        using var other = LimitsFile.Open(Path);
        agent.SetFlags(LimitsFlags.None);
        agent.SetFlags(1, GpuLimitsFlags.Compute);
        agent.SetMemoryBytes(1, 1);
        agent.SetGranuleBytes(1, 2);
        agent.SetContextBytes(1, 3);
        agent.SetRatePpm(1, 4);
        agent.SetBurstNs(1, 5);
        agent.SetUnitPs(1, 6);
        agent.SetCorrectionNs(1, -7);
        agent.Heartbeat = 8;
        var second = Examples.TwoGpus.Gpus[1] with
        {
            Flags = GpuLimitsFlags.Compute, MemoryBytes = 1, GranuleBytes = 2, ContextBytes = 3, RatePpm = 4, BurstNs = 5, UnitPs = 6, CorrectionNs = -7,
        };
        Assert.Equal(new ContainerLimits(LimitsFlags.None, [Examples.TwoGpus.Gpus[0], second]), other.Limits);
        Assert.Equal(8ul, other.Heartbeat);
    }

    [Fact]
    public void SetMeasured_Slot_StandsWhereTheHeaderSays()
    {
        LimitsFile.Create(Path, Examples.TwoGpus);
        using var file = LimitsFile.Open(Path);
        file.SetMeasured(3, 77, [10, 11], [20, 21]);
        Assert.Equal(77ul, file.MeasuredGeneration(3));
        var bytes = File.ReadAllBytes(Path).AsSpan(MeasuredLayout.At(3), MeasuredLayout.Bytes);
        Assert.Equal(77ul, Word(bytes, MeasuredLayout.Generation));
        Assert.Equal((10ul, 11ul, 0ul), (Word(bytes, MeasuredLayout.Estimated), Word(bytes, MeasuredLayout.Estimated + 8), Word(bytes, MeasuredLayout.Estimated + 16)));
        Assert.Equal((20ul, 21ul, 0ul), (Word(bytes, MeasuredLayout.ExtraBytes), Word(bytes, MeasuredLayout.ExtraBytes + 8), Word(bytes, MeasuredLayout.ExtraBytes + 16)));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(Region.Gpus, 0)]
    [InlineData(0, -1)]
    [InlineData(0, Region.Slots)]
    public void Set_OutsideOfTheRegion_IsRefused(int gpu, int slot)
    {
        LimitsFile.Create(Path, Examples.TwoGpus);
        using var file = LimitsFile.Open(Path);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            file.SetRatePpm(gpu, 1);
            file.SetMeasured(slot, 1, [], []);
        });
    }

    [Theory]
    [InlineData(LimitsLayout.Magic, "magic is not that of a limits file")]
    [InlineData(LimitsLayout.Version, "version is 253, and this program knows version 2")]
    [InlineData(LimitsLayout.Size, "size is not 272576")]
    [InlineData(LimitsLayout.Gpus, "gpus is 253")]
    public void Open_FileOfAnotherKind_IsRefused(int at, string problem)
    {
        LimitsFile.Create(Path, Examples.TwoGpus);
        var bytes = File.ReadAllBytes(Path);
        bytes[at] ^= 0xFF;
        File.WriteAllBytes(_folder["other"], bytes);
        Assert.Equal(problem, Assert.Throws<CodecException>(() => LimitsFile.Open(_folder["other"])).Message);
    }

    [Fact]
    public void Open_FileCutShort_IsRefused()
    {
        _folder.Write("limits", new byte[64]);
        Assert.Throws<CodecException>(() => LimitsFile.Open(Path));
    }

    [Fact]
    public void Create_WhereAFileIs_LeavesIt()
    {
        _folder.Write("limits", "kept");
        Assert.Throws<IOException>(() => LimitsFile.Create(Path, Examples.TwoGpus));
        Assert.Equal("kept", File.ReadAllText(Path));
    }

    [Fact]
    public void Create_LimitsThatNoRegionHas_AreRefused()
    {
        var gpu = Examples.TwoGpus.Gpus[0];
        Assert.Throws<ArgumentException>(() => LimitsFile.Create(Path, new ContainerLimits(0, [])));
        Assert.Throws<ArgumentException>(() => LimitsFile.Create(Path, new ContainerLimits(0, [.. Enumerable.Repeat(gpu, Region.Gpus + 1)])));
        Assert.Throws<ArgumentException>(() => LimitsFile.Create(Path, new ContainerLimits(0, [gpu with { Uuid = new string('x', 48) }])));
        Assert.False(File.Exists(Path));
    }

    public void Dispose() => _folder.Dispose();

    private static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
