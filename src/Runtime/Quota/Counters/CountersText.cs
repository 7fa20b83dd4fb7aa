using System.Buffers.Binary;
using Coaster.Quota.Layout;

namespace Coaster.Quota.Counters;

/// <summary>The bytes of a counters file, as <c>struct cq_counters</c> has them; whoever wrote them may mean harm.</summary>
internal static class CountersText
{
    private const int MaxPid = 1 << 22;

    /// <summary>The whole file as it is before the first process.</summary>
    internal static byte[] Empty()
    {
        var bytes = new byte[CountersLayout.Bytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(CountersLayout.Magic), Region.CountersMagic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(CountersLayout.Version), Region.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(CountersLayout.Slots), Region.Slots);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(CountersLayout.Size), CountersLayout.Bytes);
        return bytes;
    }

    /// <summary>What is wrong with the file's beginning, or null when it is in order.</summary>
    internal static string? ProblemOf(ReadOnlySpan<byte> head)
    {
        if (Get(head, CountersLayout.Magic) != Region.CountersMagic)
            return "it does not begin as a counters file does";
        var version = BinaryPrimitives.ReadUInt32LittleEndian(head[CountersLayout.Version..]);
        if (version != Region.Version)
            return $"its version is {version}";
        return BinaryPrimitives.ReadUInt32LittleEndian(head[CountersLayout.Slots..]) == Region.Slots
            && Get(head, CountersLayout.Size) == CountersLayout.Bytes ? null : "it says that it has another size";
    }

    /// <summary>How many slots have to be read.</summary>
    internal static int UsedSlots(ReadOnlySpan<byte> head) => (int)Math.Min(Get(head, CountersLayout.Highest), Region.Slots);

    internal static CountersSnapshot Decode(ReadOnlySpan<byte> head, ReadOnlySpan<byte> slots)
    {
        var buckets = new BucketCounters[Region.Gpus];
        for (var i = 0; i < buckets.Length; i++)
            buckets[i] = Bucket(head.Slice(CountersLayout.Bucket + (i * BucketLayout.Bytes), BucketLayout.Bytes));
        var used = new List<SlotCounters>();
        for (var i = 0; (i + 1) * SlotLayout.Bytes <= slots.Length; i++)
            if (Slot(i, slots.Slice(i * SlotLayout.Bytes, SlotLayout.Bytes)) is { Generation: not 0 } slot)
                used.Add(slot);
        return new CountersSnapshot(Get(head, CountersLayout.Gate) != 0, Count(head, CountersLayout.OutOfMemory), Count(head, CountersLayout.PrivateTables), buckets, used);
    }

    private static BucketCounters Bucket(ReadOnlySpan<byte> bytes) => new(
        Signed(bytes, BucketLayout.LevelNs),
        Count(bytes, BucketLayout.FilledNs),
        Signed(bytes, BucketLayout.CorrectedNs),
        Count(bytes, BucketLayout.ConsumedUnits),
        Count(bytes, BucketLayout.Launches),
        Count(bytes, BucketLayout.ThrottledNs),
        Count(bytes, BucketLayout.Waiting));

    private static SlotCounters Slot(int index, ReadOnlySpan<byte> bytes)
    {
        var (pid, operations) = (Get(bytes, SlotLayout.Pid), Get(bytes, SlotLayout.Operations));
        return new SlotCounters(
            index,
            Get(bytes, SlotLayout.Generation),
            pid <= MaxPid ? (int)pid : 0,
            (operations & SlotLayout.UnderWay) != 0,
            operations / (SlotLayout.UnderWay + 1),
            PerGpu(bytes[SlotLayout.Used..]),
            PerGpu(bytes[SlotLayout.Estimated..]))
        {
            ElsewhereBytes = Bytes(bytes[SlotLayout.Elsewhere..]),
        };
    }

    private static long[] PerGpu(ReadOnlySpan<byte> bytes)
    {
        var values = new long[Region.Gpus];
        for (var i = 0; i < values.Length; i++)
            values[i] = Bytes(bytes[(i * sizeof(ulong))..]);
        return values;
    }

    private static long Bytes(ReadOnlySpan<byte> bytes) => (long)Math.Min(Get(bytes, 0), CountersSnapshot.MaxBytes);

    private static long Count(ReadOnlySpan<byte> bytes, int at) => (long)Math.Min(Get(bytes, at), long.MaxValue);

    private static long Signed(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    private static ulong Get(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
