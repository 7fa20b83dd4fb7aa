using System.Text;

namespace Coaster.Publishing.Node;

/// <summary>
/// Texts as values of labels: at most 63 letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, with a letter or digit at both ends.
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
/// </summary>
internal static class LabelValue
{
    public const int MaxLength = 63;

    // Stands between names, and in none of them.
    private const char Separator = '_';

    /// <summary>The text with a dash for whatever a value cannot have; null when nothing is left of it.</summary>
    public static string? Of(string text)
    {
        var value = new StringBuilder(MaxLength);
        foreach (var letter in text)
        {
            if (value.Length == MaxLength)
                break;
            if (char.IsAsciiLetterOrDigit(letter) || (letter == '.' && value.Length > 0))
                value.Append(letter);
            else if (value.Length > 0 && value[^1] != '-')
                value.Append('-');
        }
        return Trimmed(value.ToString());
    }

    /// <summary>As many of the different texts, in their order by letters, as fit; null when nothing is left of them.</summary>
    public static string? Of(IEnumerable<string> texts)
    {
        var joined = "";
        foreach (var value in texts.Select(Of).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            if (joined.Length == 0)
                joined = value;
            else if (joined.Length + 1 + value.Length <= MaxLength)
                joined += Separator + value;
        return joined.Length > 0 ? joined : null;
    }

    private static string? Trimmed(string value) => value.TrimEnd('-', '.') is { Length: > 0 } trimmed ? trimmed : null;
}
