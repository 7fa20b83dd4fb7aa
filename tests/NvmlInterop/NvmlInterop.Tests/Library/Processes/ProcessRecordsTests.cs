using System.Runtime.InteropServices;

namespace Coaster.NvmlInterop.Tests.Library.Processes;

public sealed class ProcessRecordsTests
{
    private const int Room = 4;

    [Theory]
    [InlineData(0, 24)]
    [InlineData(1, 24)]
    [InlineData(1, 32)]
    [InlineData(3, 24)]
    [InlineData(3, 32)]
    public void Stride_PoisonBehindTheRecords_TellsTheirLength(int count, int stride) =>
        Assert.Equal(count == 0 ? 24 : stride, ProcessRecords.Stride(Buffer(count, stride, 0xA5), count));

    [Fact]
    public void Stride_ShortRecordsInAZeroedBuffer_AreToldByTheirPids() =>
        Assert.Equal(24, ProcessRecords.Stride(Buffer(3, 24, 0), 3));

    private static byte[] Buffer(int count, int stride, byte rest)
    {
        var bytes = new byte[Room * 32];
        bytes.AsSpan().Fill(rest);
        for (var i = 0; i < count; i++)
        {
            bytes.AsSpan(i * stride, stride).Clear();
            MemoryMarshal.Write(bytes.AsSpan(i * stride), 1000u + (uint)i);
            MemoryMarshal.Write(bytes.AsSpan(i * stride + 8), 512UL << 20);
        }

        return bytes;
    }
}
