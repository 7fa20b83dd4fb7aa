using System.Buffers;
using System.Runtime.InteropServices;

namespace Coaster.KubeletApi.Authority;

/// <summary>
/// The begin of a connection, from the preface to the first HEADERS frame: https://www.rfc-editor.org/rfc/rfc9113#section-3.4. It is over when that
/// frame is complete, and at once where anything is not as a client sends it.
/// </summary>
internal sealed class ConnectionHead
{
    // What a receiver takes unless it says otherwise, and nobody has said anything yet.
    private const int MaxPayload = 1 << 14;
    private const int MaxFrames = 32;
    private bool _isPrefacePassed;
    private long _complete;
    private int _frames;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public bool IsOver { get; private set; }

    /// <summary>Looks at what is there.</summary>
    /// <param name="buffer">From the first byte that is not consumed; the authority in it is changed in place.</param>
    /// <param name="isAll">Whether nothing comes any more.</param>
    /// <returns>How much of it may be shown: what is complete.</returns>
    public long Read(ReadOnlySequence<byte> buffer, bool isAll)
    {
        while (!IsOver && TryStep(buffer.Slice(_complete)))
        {
        }

        IsOver |= isAll;
        return IsOver ? buffer.Length : _complete;
    }

    /// <summary>That many bytes are not there any more when it reads next.</summary>
    public void Consumed(long count) => _complete -= count;

    private bool TryStep(ReadOnlySequence<byte> rest) => _isPrefacePassed ? TryFrame(rest) : TryPreface(rest);

    private bool TryPreface(ReadOnlySequence<byte> rest)
    {
        Span<byte> start = stackalloc byte[Preface.Length];
        start = start[..(int)Math.Min(rest.Length, start.Length)];
        rest.Slice(0, start.Length).CopyTo(start);
        if (!Preface.StartsWith(start))
            return IsOver = true;
        if (start.Length < Preface.Length)
            return false;
        _complete += Preface.Length;
        return _isPrefacePassed = true;
    }

    private bool TryFrame(ReadOnlySequence<byte> rest)
    {
        Span<byte> bytes = stackalloc byte[FrameHeader.Length];
        if (rest.Length < bytes.Length)
            return false;
        rest.Slice(0, bytes.Length).CopyTo(bytes);
        var header = FrameHeader.Read(bytes);
        if (header.PayloadLength > MaxPayload || ++_frames > MaxFrames)
            return IsOver = true;
        if (rest.Length < bytes.Length + header.PayloadLength)
        {
            _frames--;
            return false;
        }

        _complete += bytes.Length + header.PayloadLength;
        if (header.IsHeaders)
            Rewrite(header, rest.Slice(bytes.Length, header.PayloadLength));
        return true;
    }

    private void Rewrite(FrameHeader header, ReadOnlySequence<byte> payload)
    {
        IsOver = true;
        var changed = payload.ToArray();
        if (!header.TryBlock(changed, out var block) || !HeaderBlock.TryRewriteAuthority(block))
            return;
        var written = 0;
        foreach (var segment in payload)
        {
            // The buffer belongs to whoever reads it until it is advanced, and that is nobody else yet.
            changed.AsSpan(written, segment.Length).CopyTo(MemoryMarshal.AsMemory(segment).Span);
            written += segment.Length;
        }
    }
}
