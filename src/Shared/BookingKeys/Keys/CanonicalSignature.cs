namespace Coaster.BookingKeys.Keys;

/// <summary>
/// Of an ECDSA signature (r, s) anybody can make another one that verifies as well: (r, n - s). Only the one with the smaller s is taken, so
/// that without the private key no byte of a signed text can be changed.
/// </summary>
internal static class CanonicalSignature
{
    public const int Bytes = 64;

    private const int ScalarBytes = Bytes / 2;

    /// <summary>n, the order of the curve P-256 (FIPS 186-4, D.1.2.3).</summary>
    private static ReadOnlySpan<byte> Order =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ];

    private static ReadOnlySpan<byte> HalfOrder =>
    [
        0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xDE, 0x73, 0x7D, 0x56, 0xD3, 0x8B, 0xCF, 0x42, 0x79, 0xDC, 0xE5, 0x61, 0x7E, 0x31, 0x92, 0xA8,
    ];

    public static bool Is(ReadOnlySpan<byte> signature) =>
        signature.Length == Bytes && signature[ScalarBytes..].SequenceCompareTo(HalfOrder) <= 0;

    /// <summary>Turns a signature that verifies into the one of the two that is canonical.</summary>
    public static void Make(Span<byte> signature)
    {
        if (!Is(signature))
            Negate(signature[ScalarBytes..]);
    }

    /// <summary>s becomes n - s.</summary>
    private static void Negate(Span<byte> scalar)
    {
        var borrow = 0;
        for (var i = ScalarBytes - 1; i >= 0; i--)
        {
            var difference = Order[i] - scalar[i] - borrow;
            borrow = difference < 0 ? 1 : 0;
            scalar[i] = (byte)(difference & 0xFF);
        }
    }
}
