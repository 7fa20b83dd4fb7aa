namespace Coaster.Runtime.Tests.Hooks;

/// <summary>Gives blanks for ever.</summary>
internal sealed class EndlessStream : MemoryStream
{
    public long Given { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        buffer.Fill((byte)' ');
        Given += buffer.Length;
        return buffer.Length;
    }
}
