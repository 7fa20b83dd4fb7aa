using System.Buffers.Binary;
using Coaster.Quota.Counters;
using Coaster.Quota.Layout;
using Coaster.Testing;

namespace Coaster.Quota.Tests.Counters;

public sealed class CountersFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder["counters"];

    [Fact]
    public void Read_FileJustMade_IsSoundAndEmpty()
    {
        CountersFile.Create(Path);
        var snapshot = Snapshot();
        Assert.Empty(snapshot.Slots);
        Assert.Equal(Region.Gpus, snapshot.Buckets.Count);
        Assert.Equal(Region.CountersBytes, new FileInfo(Path).Length);
        Assert.True(File.GetUnixFileMode(Path).HasFlag(UnixFileMode.OtherWrite | UnixFileMode.OtherRead));
    }

    [Fact]
    public void Read_WhatProcessesWrote_IsThere()
    {
        CountersFile.Create(Path);
        Put(CountersLayout.Highest, 6);
        Put(CountersLayout.OutOfMemory, 9);
        Put(CountersLayout.PrivateTables, 2);
        Put(CountersLayout.Gate, 1);
        Put(Bucket(1) + BucketLayout.LevelNs, unchecked((ulong)-4L));
        Put(Bucket(1) + BucketLayout.ConsumedUnits, 5);
        Put(Slot(5) + SlotLayout.Generation, 42);
        Put(Slot(5) + SlotLayout.Pid, 17);
        Put(Slot(5) + SlotLayout.Operations, 0x30002);
        Put(Slot(5) + SlotLayout.Used + 8, 4096);
        Put(Slot(5) + SlotLayout.Estimated + 8, 512);
        var snapshot = Snapshot();
        Assert.True(snapshot.IsGated);
        Assert.Equal((9, 2), (snapshot.OutOfMemory, snapshot.PrivateTables));
        Assert.Equal(new BucketCounters(-4, 0, 0, 5, 0, 0, 0), snapshot.Buckets[1]);
        var slot = Assert.Single(snapshot.Slots);
        Assert.Equal((5, 42ul, 17, true, 3ul), (slot.Index, slot.Generation, slot.Pid, slot.IsBusy, slot.Operations));
        Assert.Equal((4096, 512), (slot.UsedBytes[1], slot.EstimatedBytes[1]));
    }

    [Fact]
    public void Read_NumbersThatCannotBe_AreCutDown()
    {
        CountersFile.Create(Path);
        Put(CountersLayout.Highest, ulong.MaxValue);
        Put(CountersLayout.OutOfMemory, ulong.MaxValue);
        for (var slot = 0; slot < Region.Slots; slot++)
        {
            Put(Slot(slot) + SlotLayout.Generation, ulong.MaxValue);
            Put(Slot(slot) + SlotLayout.Pid, ulong.MaxValue);
            Put(Slot(slot) + SlotLayout.Used, ulong.MaxValue);
        }

        var snapshot = Snapshot();
        Assert.Equal(long.MaxValue, snapshot.OutOfMemory);
        Assert.Equal(Region.Slots, snapshot.Slots.Count);
        Assert.All(snapshot.Slots, slot => Assert.Equal((0, CountersSnapshot.MaxBytes), (slot.Pid, slot.UsedBytes[0])));
        Assert.InRange(snapshot.Slots.Sum(slot => slot.UsedBytes[0]), 0, long.MaxValue);
    }

    [Theory]
    [InlineData(CountersLayout.Magic, "it does not begin as a counters file does")]
    [InlineData(CountersLayout.Version, "its version is 253")]
    [InlineData(CountersLayout.Slots, "it says that it has another size")]
    [InlineData(CountersLayout.Size, "it says that it has another size")]
    public void Read_HeadThatWasWrittenOver_IsSpoiled(int at, string why)
    {
        CountersFile.Create(Path);
        var bytes = File.ReadAllBytes(Path);
        bytes[at] ^= 0xFF;
        File.WriteAllBytes(Path, bytes);
        Assert.Equal(new CountersReading.Spoiled(why), Read());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(CountersLayout.Slot - 1)]
    [InlineData(CountersLayout.Bytes - 1)]
    public void Read_FileCutShort_IsSpoiled(int length)
    {
        CountersFile.Create(Path);
        Put(CountersLayout.Highest, Region.Slots);
        using (var stream = new FileStream(Path, FileMode.Open))
            stream.SetLength(length);
        Assert.Equal(new CountersReading.Spoiled("it was cut short"), Read());
    }

    [Fact]
    public void Read_Garbage_NeverThrows()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var bytes = new byte[random.Next(CountersLayout.Bytes * 2)];
            random.NextBytes(bytes);
            if (round % 2 == 0 && bytes.Length >= CountersLayout.Highest)
                CountersText.Empty().AsSpan(0, CountersLayout.Highest).CopyTo(bytes);
            File.WriteAllBytes(Path, bytes);
            Assert.NotNull(Read());
        }
    }

    [Fact]
    public void IsHeld_SlotOfAProcess_LastsAsLongAsTheProcess()
    {
        CountersFile.Create(Path);
        var holder = Shell.Start("python3", "-c", Holder, Path, $"{Region.SlotLocks + 4}");
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        using var file = CountersFile.Open(Path);
        Assert.Equal((false, true, false), (file.IsHeld(3), file.IsHeld(4), file.IsHeld(5)));
        holder.Kill();
        holder.WaitForExit();
        Assert.False(file.IsHeld(4));
    }

    public void Dispose() => _folder.Dispose();

    private const string Holder = """
        import fcntl, struct, sys
        file = open(sys.argv[1], "r+b")
        fcntl.fcntl(file, 37, struct.pack("hhqqi4x", 1, 0, int(sys.argv[2]), 1, 0))
        print("held", flush=True)
        sys.stdin.read()
        """;

    private static int Bucket(int gpu) => CountersLayout.Bucket + (gpu * BucketLayout.Bytes);

    private static int Slot(int slot) => CountersLayout.Slot + (slot * SlotLayout.Bytes);

    private CountersReading Read()
    {
        using var file = CountersFile.Open(Path);
        return file.Read();
    }

    private CountersSnapshot Snapshot() => Assert.IsType<CountersReading.Sound>(Read()).Snapshot;

    private void Put(int at, ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        using var file = File.OpenHandle(Path, FileMode.Open, FileAccess.Write);
        RandomAccess.Write(file, bytes, at);
    }
}
