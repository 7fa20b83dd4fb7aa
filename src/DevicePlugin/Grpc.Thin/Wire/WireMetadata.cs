using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Headers between the wire and <see cref="Metadata"/>.</summary>
internal static class WireMetadata
{
    /// <summary>The value as it is sent: bytes in Base64 without padding.</summary>
    internal static string Write(Metadata.Entry entry) => entry.IsBinary ? entry.Value.TrimEnd('=') : entry.Value;

    /// <summary>Adds a header that came; one whose bytes are no Base64 is left out.</summary>
    internal static void Read(Metadata metadata, string name, string value)
    {
        if (name.StartsWith(':'))
            return;
        if (!name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
            metadata.Add(name, value);
        else if (Bytes(value) is { } bytes)
            metadata.Add(name, bytes);
    }

    private static byte[]? Bytes(string text)
    {
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? bytes[..length] : null;
    }
}
