namespace Coaster.KubeletApi.Authority;

/// <summary>
/// Texts in the code of https://www.rfc-editor.org/rfc/rfc7541#appendix-B. The code is canonical: shorter codes are smaller numbers, so that the
/// length of a code shows by where it lies. <c>/</c> and <c>.</c> have the same length, and one can take the place of the other.
/// </summary>
internal static class HuffmanPath
{
    private const int Longest = 15;
    private const int Slash = 0b011000;
    private const int SlashLength = 6;

    // 011000 to 010111.
    private const int SlashToDot = 0b001111;

    // The first number, in fifteen bits, that is too large for codes of the length. What is longer is no letter of a path.
    private static readonly (int Limit, int Length)[] Lengths =
    [
        (10 << 10, 5), (46 << 9, 6), (124 << 8, 7), (254 << 7, 8), (1021 << 5, 10), (2045 << 4, 11), (4092 << 3, 12), (8190 << 2, 13), (16382 << 1, 14),
        (32767, 15),
    ];

    /// <summary>Replaces each slash by a dot.</summary>
    /// <returns>Whether there was one; a text that is not in the code is not changed.</returns>
    public static bool TryRewrite(Span<byte> text)
    {
        var slashes = new List<int>();
        var bits = text.Length * 8;
        var at = 0;
        while (!IsEnd(text, at, bits))
        {
            var next = Peek(text, at);
            var length = LengthOf(next);
            if (length == 0 || at + length > bits)
                return false;
            if (length == SlashLength && next >> (Longest - SlashLength) == Slash)
                slashes.Add(at);
            at += length;
        }

        foreach (var slash in slashes)
            for (var bit = 0; bit < SlashLength; bit++)
                if ((SlashToDot >> (SlashLength - 1 - bit) & 1) != 0)
                    text[(slash + bit) / 8] ^= (byte)(0x80 >> ((slash + bit) % 8));
        return slashes.Count > 0;
    }

    /// <summary>The last byte is filled up with ones.</summary>
    private static bool IsEnd(ReadOnlySpan<byte> text, int at, int bits)
    {
        var left = bits - at;
        return left < 8 && Peek(text, at) >> (Longest - left) == (1 << left) - 1;
    }

    private static int LengthOf(int next)
    {
        foreach (var (limit, length) in Lengths)
            if (next < limit)
                return length;
        return 0;
    }

    /// <summary>The next fifteen bits, with zeros after the end.</summary>
    private static int Peek(ReadOnlySpan<byte> text, int at)
    {
        var window = 0;
        for (var index = at / 8; index < at / 8 + 3; index++)
            window = window << 8 | (index < text.Length ? text[index] : 0);
        return window >> (24 - Longest - at % 8) & (1 << Longest) - 1;
    }
}
