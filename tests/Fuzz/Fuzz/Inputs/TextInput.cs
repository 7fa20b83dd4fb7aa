using System.Text;

namespace Coaster.Fuzz.Inputs;

/// <summary>Texts of a language whose inputs are no files.</summary>
internal static class TextInput
{
    /// <summary>Words of the language in any order.</summary>
    public static byte[] Of(Random random, IReadOnlyList<string> words, int most)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, most); count > 0; count--)
            text.Append(words[random.Next(words.Count)]);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The text of an input; where it is no UTF-8 there is half a surrogate pair, which .NET's texts may have.</summary>
    public static string Text(byte[] input) => Encoding.UTF8.GetString(input).Replace('\ufffd', '\ud800');
}
