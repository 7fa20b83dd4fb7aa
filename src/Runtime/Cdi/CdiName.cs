namespace Coaster.Cdi;

/// <summary>
/// The qualified name of a device, <c>vendor.com/class=name</c>. The grammar is that of the reference library's package parser
/// (https://github.com/cncf-tags/container-device-interface/tree/main/pkg/parser).
/// </summary>
/// <param name="Vendor">Who makes the device.</param>
/// <param name="Class">What sort of device it is.</param>
/// <param name="Device">Which one.</param>
public sealed record CdiName(string Vendor, string Class, string Device)
{
    /// <summary>Vendor and class, as a specification's <c>kind</c> has them.</summary>
    public string Kind => $"{Vendor}/{Class}";

    /// <summary>The name that the text is, or null when it is none.</summary>
    public static CdiName? TryParse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && IsDevice(text[(equals + 1)..]) && TryParseKind(text[..equals]) is var (vendor, @class)
            ? new CdiName(vendor, @class, text[(equals + 1)..])
            : null;
    }

    /// <summary>Whether the text is like <c>vendor.com/class</c>.</summary>
    public static bool IsKind(string text) => TryParseKind(text) is not null;

    /// <summary>Whether the text can name a device of a kind.</summary>
    public static bool IsDevice(string text) => IsWord(text, "_-.:") && char.IsAsciiLetterOrDigit(text[0]);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}={Device}";

    private static (string Vendor, string Class)? TryParseKind(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IsLabel(text[..slash]) && IsLabel(text[(slash + 1)..]) ? (text[..slash], text[(slash + 1)..]) : null;
    }

    private static bool IsLabel(string text) => IsWord(text, "_-.") && char.IsAsciiLetter(text[0]);

    private static bool IsWord(string text, string between) =>
        text.Length > 0
        && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || between.Contains(letter, StringComparison.Ordinal));
}
