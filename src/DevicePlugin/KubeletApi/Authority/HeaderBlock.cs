namespace Coaster.KubeletApi.Authority;

/// <summary>The headers of a connection's first request: https://www.rfc-editor.org/rfc/rfc7541#section-6. The table has only its fixed part yet.</summary>
internal static class HeaderBlock
{
    private const int AuthorityIndex = 1;
    private const byte Huffman = 0x80;

    /// <summary>Replaces each slash in the authority by a dot.</summary>
    /// <returns>Whether there was one; where not, nothing is changed.</returns>
    public static bool TryRewriteAuthority(Span<byte> block)
    {
        var at = 0;
        while (at < block.Length)
        {
            var first = block[at];
            if (!TryInteger(block, ref at, PrefixOf(first), out var index))
                return false;
            if (!HasValue(first))
                continue;
            if (index == 0 && !TryString(block, ref at, out _, out _))
                return false;
            if (!TryString(block, ref at, out var value, out var isHuffman))
                return false;
            if (index == AuthorityIndex)
                return isHuffman ? HuffmanPath.TryRewrite(value) : TryRewrite(value);
        }

        return false;
    }

    private static bool TryRewrite(Span<byte> value)
    {
        var isFound = value.Contains((byte)'/');
        value.Replace((byte)'/', (byte)'.');
        return isFound;
    }

    /// <summary>Neither an indexed field nor a new size of the table has a value.</summary>
    private static bool HasValue(byte first) => (first & 0x80) == 0 && (first & 0xE0) != 0x20;

    private static int PrefixOf(byte first) => first switch
    {
        >= 0x80 => 7,
        >= 0x40 => 6,
        >= 0x20 => 5,
        _ => 4,
    };

    private static bool TryString(Span<byte> block, ref int at, out Span<byte> value, out bool isHuffman)
    {
        value = default;
        isHuffman = false;
        if (at >= block.Length)
            return false;
        isHuffman = (block[at] & Huffman) != 0;
        if (!TryInteger(block, ref at, 7, out var length) || length > block.Length - at)
            return false;
        value = block.Slice(at, length);
        at += length;
        return true;
    }

    /// <summary>Up to three bytes after the first: no index or length in a frame needs more.</summary>
    private static bool TryInteger(ReadOnlySpan<byte> block, ref int at, int prefix, out int value)
    {
        var full = (1 << prefix) - 1;
        value = block[at++] & full;
        if (value < full)
            return true;
        for (var shift = 0; shift <= 14 && at < block.Length; shift += 7)
        {
            var next = block[at++];
            value += (next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }

        return false;
    }
}
