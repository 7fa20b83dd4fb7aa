namespace Coaster.KubeApi.Tests.Watching;

/// <summary>Gives bytes in pieces of the given sizes, as a network does.</summary>
internal sealed class CutStream(byte[] content, int[] sizes) : MemoryStream(content)
{
    private int _reads;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, sizes[_reads++ % sizes.Length])], cancellationToken);
}
