namespace Coaster.Contract;

/// <summary>A container's own words as they may stand in a line for people: cut, and without what drives a terminal.</summary>
internal static class Shown
{
    private const int Most = 60;

    public static string Of(string text)
    {
        var cut = text.Length <= Most ? text : text[..Most] + "…";
        return string.Concat(cut.Select(letter => char.IsControl(letter) ? '?' : letter));
    }
}
