using System.Globalization;

namespace Coaster.Contract.Conditions;

/// <summary>The order of versions of any length, number by number; zeros at the end make no difference.</summary>
internal static class VersionOrder
{
    /// <summary>Below 0, 0 or above 0 for an older, equal or newer left one; null when one of them is no version.</summary>
    public static int? Of(string left, string right)
    {
        if (!IsDigitsAndDots(left) || !IsDigitsAndDots(right))
            return null;
        ReadOnlySpan<char> mine = left, other = right;
        while (mine.Length > 0 && other.Length > 0)
        {
            if (Number(ref mine) is not { } first || Number(ref other) is not { } second)
                return null;
            if (first != second)
                return first.CompareTo(second);
        }
        return Rest(mine).CompareTo(Rest(other));
    }

    private static bool IsDigitsAndDots(string text) => text.All(letter => char.IsAsciiDigit(letter) || letter == '.');

    /// <summary>Takes the number in front and the dots behind it.</summary>
    private static ulong? Number(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('.') is var dot and >= 0 ? dot : text.Length;
        if (!ulong.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == ulong.MaxValue)
            return null;
        text = text[end..].TrimStart('.');
        return number;
    }

    private static bool Rest(ReadOnlySpan<char> text) => text.TrimStart(".0").Length > 0;
}
