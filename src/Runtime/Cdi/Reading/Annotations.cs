using Coaster.Cdi.Tree;

namespace Coaster.Cdi.Reading;

/// <summary>Checks annotations, which have the form of Kubernetes' own.</summary>
internal static class Annotations
{
    private const int MaxLetters = 256 << 10;
    private const int MaxName = 63;
    private const int MaxPrefix = 253;

    /// <summary>Checks them.</summary>
    /// <returns>Whether there are any.</returns>
    internal static bool Check(TreeField? field)
    {
        var letters = 0;
        foreach (var (name, value) in field?.Entries() ?? [])
        {
            if (!IsKey(name))
                throw field!.Wrong($"has the key '{name}', which is not like example.com/name");
            letters += name.Length + value.Text().Length;
        }

        return letters > MaxLetters ? throw field!.Wrong($"has more than {MaxLetters} letters") : letters > 0;
    }

    private static bool IsKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        var (prefix, name) = (key[..Math.Max(slash, 0)], key[(slash + 1)..]);
        return IsWord(name, MaxName, "-_.") && (slash < 0 || IsWord(prefix, MaxPrefix, "-."));
    }

    private static bool IsWord(string text, int max, string between) =>
        text.Length > 0 && text.Length <= max
        && char.IsAsciiLetterOrDigit(text[0])
        && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || between.Contains(letter, StringComparison.Ordinal));
}
