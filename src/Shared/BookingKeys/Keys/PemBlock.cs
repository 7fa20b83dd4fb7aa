using System.Security.Cryptography;
using Coaster.GpuModel;

namespace Coaster.BookingKeys.Keys;

/// <summary>A text that is one PEM block (RFC 7468) and nothing else but white space around it.</summary>
internal static class PemBlock
{
    public const string PublicKey = "PUBLIC KEY";
    public const string PrivateKey = "PRIVATE KEY";

    /// <summary>Several times what a P-256 key takes.</summary>
    private const int MaxLength = 2048;

    /// <summary>The bytes of the block.</summary>
    /// <exception cref="CodecException">The text is something else; its message has nothing of the block's content.</exception>
    public static byte[] Read(string text, string label)
    {
        if (text.Length > MaxLength)
            throw new CodecException("", $"is longer than {MaxLength} characters");
        if (!PemEncoding.TryFind(text, out var fields) || !IsAll(text, fields.Location))
            throw new CodecException("", $"is not one PEM block '{label}'");
        var found = text[fields.Label];
        return found == label ? Convert.FromBase64String(text[fields.Base64Data]) : throw Other(found, label);
    }

    private static bool IsAll(string text, Range block)
    {
        var (start, length) = block.GetOffsetAndLength(text.Length);
        return text.AsSpan(0, start).IsWhiteSpace() && text.AsSpan(start + length).IsWhiteSpace();
    }

    private static CodecException Other(string found, string label) => found.EndsWith(PrivateKey, StringComparison.Ordinal)
        ? new CodecException("", $"is a private key of another kind, or in the wrong place: a block '{label}' is read here")
        : new CodecException("", $"is another PEM block than '{label}'");
}
