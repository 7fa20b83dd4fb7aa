namespace Coaster.KubeletApi.Authority;

/// <summary>What stands before each frame: https://www.rfc-editor.org/rfc/rfc9113#section-4.1.</summary>
internal readonly record struct FrameHeader(int PayloadLength, byte Type, byte Flags)
{
    public const int Length = 9;
    private const byte HeadersType = 1;
    private const byte EndHeaders = 0x4;
    private const byte Padded = 0x8;
    private const byte Priority = 0x20;
    private const int PriorityLength = 5;

    public bool IsHeaders => Type == HeadersType;

    public static FrameHeader Read(ReadOnlySpan<byte> bytes) => new(bytes[0] << 16 | bytes[1] << 8 | bytes[2], bytes[3], bytes[4]);

    /// <summary>The block of a HEADERS frame without padding and priority; false where it goes on in another frame, or is none.</summary>
    public bool TryBlock(Span<byte> payload, out Span<byte> block)
    {
        block = default;
        if ((Flags & EndHeaders) == 0)
            return false;
        var (start, end) = (0, payload.Length);
        if ((Flags & Padded) != 0)
        {
            if (payload.IsEmpty)
                return false;
            (start, end) = (1, end - payload[0]);
        }

        if ((Flags & Priority) != 0)
            start += PriorityLength;
        if (start > end)
            return false;
        block = payload[start..end];
        return true;
    }
}
