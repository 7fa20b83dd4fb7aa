using System.Buffers.Binary;
using System.Text;
using Coaster.GpuModel;
using Coaster.Quota.Layout;

namespace Coaster.Quota.Limits;

/// <summary>The bytes of a limits file, as <c>struct cq_limits</c> has them.</summary>
internal static class LimitsText
{
    /// <summary>The whole file; nothing is measured yet.</summary>
    /// <exception cref="ArgumentException">There are no GPUs or too many, or a UUID is too long.</exception>
    internal static byte[] Encode(ContainerLimits limits)
    {
        if (limits.Gpus.Count is < 1 or > Region.Gpus)
            throw new ArgumentException($"a region has 1 to {Region.Gpus} GPUs, and not {limits.Gpus.Count}", nameof(limits));
        var bytes = new byte[LimitsLayout.Bytes];
        Put(bytes, LimitsLayout.Magic, Region.LimitsMagic);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(LimitsLayout.Version), Region.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(LimitsLayout.Gpus), (uint)limits.Gpus.Count);
        Put(bytes, LimitsLayout.Size, LimitsLayout.Bytes);
        Put(bytes, LimitsLayout.Flags, (ulong)limits.Flags);
        for (var i = 0; i < limits.Gpus.Count; i++)
            Put(bytes, GpuLimitsLayout.At(i), limits.Gpus[i]);
        return bytes;
    }

    /// <summary>The limits in the beginning of a file.</summary>
    /// <exception cref="CodecException">It is no limits file, or one of another version.</exception>
    internal static ContainerLimits Decode(ReadOnlySpan<byte> bytes)
    {
        Require(bytes.Length >= LimitsLayout.Measured && Get(bytes, LimitsLayout.Magic) == Region.LimitsMagic, "magic", "is not that of a limits file");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[LimitsLayout.Version..]);
        Require(version == Region.Version, "version", $"is {version}, and this program knows version {Region.Version}");
        Require(Get(bytes, LimitsLayout.Size) == LimitsLayout.Bytes, "size", $"is not {LimitsLayout.Bytes}");
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes[LimitsLayout.Gpus..]);
        Require(count is >= 1 and <= Region.Gpus, "gpus", $"is {count}");
        var gpus = new GpuLimits[count];
        for (var i = 0; i < gpus.Length; i++)
            gpus[i] = Gpu(bytes[GpuLimitsLayout.At(i)..]);
        return new ContainerLimits((LimitsFlags)Get(bytes, LimitsLayout.Flags), gpus);
    }

    private static void Put(byte[] bytes, int at, GpuLimits gpu)
    {
        var uuid = Encoding.UTF8.GetBytes(gpu.Uuid);
        if (uuid.Length >= GpuLimitsLayout.UuidBytes)
            throw new ArgumentException("a UUID that is too long: " + gpu.Uuid, nameof(gpu));
        uuid.CopyTo(bytes, at + GpuLimitsLayout.Uuid);
        Put(bytes, at + GpuLimitsLayout.Flags, (ulong)gpu.Flags);
        Put(bytes, at + GpuLimitsLayout.MemoryBytes, gpu.MemoryBytes);
        Put(bytes, at + GpuLimitsLayout.GranuleBytes, gpu.GranuleBytes);
        Put(bytes, at + GpuLimitsLayout.ContextBytes, gpu.ContextBytes);
        Put(bytes, at + GpuLimitsLayout.RatePpm, gpu.RatePpm);
        Put(bytes, at + GpuLimitsLayout.BurstNs, gpu.BurstNs);
        Put(bytes, at + GpuLimitsLayout.UnitPs, gpu.UnitPs);
        Put(bytes, at + GpuLimitsLayout.CorrectionNs, unchecked((ulong)gpu.CorrectionNs));
    }

    private static GpuLimits Gpu(ReadOnlySpan<byte> bytes) => new(
        Encoding.UTF8.GetString(bytes.Slice(GpuLimitsLayout.Uuid, GpuLimitsLayout.UuidBytes)).TrimEnd('\0'),
        (GpuLimitsFlags)Get(bytes, GpuLimitsLayout.Flags),
        Get(bytes, GpuLimitsLayout.MemoryBytes),
        Get(bytes, GpuLimitsLayout.RatePpm))
    {
        GranuleBytes = Get(bytes, GpuLimitsLayout.GranuleBytes),
        ContextBytes = Get(bytes, GpuLimitsLayout.ContextBytes),
        BurstNs = Get(bytes, GpuLimitsLayout.BurstNs),
        UnitPs = Get(bytes, GpuLimitsLayout.UnitPs),
        CorrectionNs = unchecked((long)Get(bytes, GpuLimitsLayout.CorrectionNs)),
    };

    private static void Put(byte[] bytes, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), value);

    private static ulong Get(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private static void Require(bool holds, string field, string problem)
    {
        if (!holds)
            throw new CodecException(field, problem);
    }
}
