using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Coaster.GpuModel.Json;

namespace Coaster.GpuModel.Bookings;

/// <summary>
/// The text of a signed booking: what <see cref="BookingCodec"/> writes, then <c>node</c>, <c>epoch</c> and <c>key</c>, and as the last field
/// <c>sig</c>. Signed are the text's own bytes up to <c>,"sig":"</c>, so that nothing has to be written again to be verified. Whoever wants the
/// booking alone reads the same text with <see cref="BookingCodec"/>.
/// </summary>
public static class SignedBookingCodec
{
    /// <summary>The longest text that is read or written, in characters; all of them are ASCII.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>The length of a signature: two numbers of 32 bytes.</summary>
    public const int SignatureBytes = 64;

    private const int SignatureLetters = 86;
    private const string BeforeSignature = ",\"sig\":\"";
    private const string AfterSignature = "\"}";

    /// <summary>The text up to the signature: its bytes are what is to be signed.</summary>
    public static string EncodeUnsigned(BookingStatement statement) => JsonText.Write(json =>
    {
        BookingCodec.WriteFields(json, statement.Booking);
        json.WriteString("node", statement.Node);
        json.WriteNumber("epoch", statement.Epoch);
        json.WriteString("key", statement.KeyId);
    })[..^1];

    /// <summary>The whole text.</summary>
    /// <param name="unsigned">What <see cref="EncodeUnsigned"/> gave.</param>
    /// <param name="signature">The signature over its bytes.</param>
    public static string Encode(string unsigned, ReadOnlySpan<byte> signature) =>
        string.Concat(unsigned, BeforeSignature, Base64Url.EncodeToString(signature), AfterSignature);

    /// <summary>What the text says and is signed with, or null when it has no signature.</summary>
    /// <exception cref="CodecException">
    /// The text is longer than <see cref="MaxLength"/>, not ASCII, of another version, or wrong in the field that is named.
    /// </exception>
    public static SignedBooking? Decode(string text)
    {
        // Refused before anything is copied.
        if (text.Length > MaxLength)
            throw new CodecException("", $"the text is longer than {MaxLength / 1024} KiB");
        if (!Ascii.IsValid(text))
            throw new CodecException("", "the text is not ASCII");
        ReadOnlyMemory<byte> bytes = Encoding.ASCII.GetBytes(text);
        return JsonText.Read(bytes, root => Read(root, text, bytes));
    }

    private static SignedBooking? Read(JsonField root, string text, ReadOnlyMemory<byte> bytes)
    {
        if (root.Find("sig") is not { } field)
            return null;
        var letters = field.Text(IsSignature, $"{SignatureLetters} letters of base64url");
        if (!text.EndsWith(string.Concat(BeforeSignature, letters, AfterSignature), StringComparison.Ordinal))
            throw field.Problem("is not the last field, without blanks");
        var signed = bytes[..^(BeforeSignature.Length + SignatureLetters + AfterSignature.Length)];
        return new SignedBooking(ReadStatement(root), signed, Base64Url.DecodeFromChars(letters));
    }

    private static BookingStatement ReadStatement(JsonField root) => new(
        BookingCodec.ReadBooking(root),
        root.Get("node").Text(Identifiers.IsNodeName, "a node's name"),
        root.Get("epoch").Number(1, BookingStatement.LastEpoch),
        root.Get("key").Text(Identifiers.IsKeyId, "a key's id"));

    /// <summary>Other letters can mean the same bytes (unused bits, padding, blanks): they are none of ours.</summary>
    private static bool IsSignature(string text)
    {
        Span<byte> bytes = stackalloc byte[SignatureBytes];
        return text.Length == SignatureLetters
            && Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done
            && written == SignatureBytes
            && Base64Url.EncodeToString(bytes) == text;
    }
}
