using System.Buffers;

namespace Coaster.GpuModel;

/// <summary>
/// What identities from outside may look like. They end up in paths, in file names and on terminals, so the grammars are narrower than
/// what the systems that make them would allow.
/// </summary>
public static class Identifiers
{
    /// <summary>The longest name of an owner or a container; with a suffix it still fits a file name.</summary>
    public const int MaxName = 200;

    /// <summary>The longest name of a node, as RFC 1123 bounds host names.</summary>
    public const int MaxNodeName = 253;

    private const int MaxUuid = 80;
    private const int KeyIdLength = 16;
    private const string MigPrefix = "MIG-";
    private static readonly SearchValues<char> UuidLetters = SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether the text can be a GPU's UUID: letters, digits and <c>-</c>, and not that of a MIG device.</summary>
    public static bool IsGpuUuid(string text) => IsGpuUuid(text.AsSpan());

    /// <summary>The same for a part of a text.</summary>
    public static bool IsGpuUuid(ReadOnlySpan<char> text) => IsUuid(text) && !text.StartsWith(MigPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the text can be a MIG device's UUID: <c>MIG-</c> followed by letters, digits and <c>-</c>.</summary>
    public static bool IsMigUuid(string text) =>
        IsUuid(text) && text.Length > MigPrefix.Length && text.StartsWith(MigPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the text is a PCI address as NVML (8 digits of domain) or sysfs (4 digits) writes it.</summary>
    public static bool IsPciBusId(string text)
    {
        var domain = text.IndexOf(':');
        return domain is >= 4 and <= 8
            && text.Length == domain + ":00:00.0".Length
            && (text[domain + 3], text[domain + 6]) == (':', '.')
            && IsHex(text.AsSpan(0, domain))
            && IsHex(text.AsSpan(domain + 1, 2))
            && IsHex(text.AsSpan(domain + 4, 2))
            && text[^1] is >= '0' and <= '7';
    }

    /// <summary>
    /// Whether the text can name an owner or a container: what runc takes as an id, but for the comma, and never <c>.</c>, <c>..</c> or a
    /// leading dash.
    /// </summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= MaxName
        && (char.IsAsciiLetterOrDigit(text[0]) || text[0] == '_')
        && text.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '+');

    /// <summary>Whether the text can be a node's name: small letters, digits, <c>-</c> and <c>.</c>, with a letter or digit at both ends.</summary>
    public static bool IsNodeName(string text) =>
        text.Length is > 0 and <= MaxNodeName
        && text.All(static letter => IsLowerOrDigit(letter) || letter is '-' or '.')
        && IsLowerOrDigit(text[0])
        && IsLowerOrDigit(text[^1]);

    /// <summary>Whether the text can be the id of a key that signs bookings: 16 small hexadecimal digits.</summary>
    public static bool IsKeyId(string text) => text.Length == KeyIdLength && text.All(char.IsAsciiHexDigitLower);

    private static bool IsLowerOrDigit(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter);

    private static bool IsUuid(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxUuid && text[0] != '-' && !text.ContainsAnyExcept(UuidLetters);

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
            if (!char.IsAsciiHexDigit(letter))
                return false;
        return true;
    }
}
