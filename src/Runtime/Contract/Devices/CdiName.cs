namespace Coaster.Contract.Devices;

/// <summary>
/// Qualified names of the Container Device Interface, <c>vendor/class=name</c>
/// (https://github.com/cncf-tags/container-device-interface/blob/main/SPEC.md).
/// </summary>
internal static class CdiName
{
    private const int MaxLength = 256;

    public static bool IsQualified(string text)
    {
        var equals = text.IndexOf('=');
        var slash = text.IndexOf('/');
        return text.Length <= MaxLength
            && slash >= 0
            && slash < equals
            && IsVendorOrClass(text.AsSpan(0, slash))
            && IsVendorOrClass(text.AsSpan(slash + 1, equals - slash - 1))
            && IsDevice(text.AsSpan(equals + 1));
    }

    private static bool IsVendorOrClass(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && HasOnly(text, "_-.");

    private static bool IsDevice(ReadOnlySpan<char> text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && HasOnly(text, "_-.:");

    private static bool HasOnly(ReadOnlySpan<char> text, ReadOnlySpan<char> marks)
    {
        foreach (var letter in text)
            if (!char.IsAsciiLetterOrDigit(letter) && !marks.Contains(letter))
                return false;
        return true;
    }
}
