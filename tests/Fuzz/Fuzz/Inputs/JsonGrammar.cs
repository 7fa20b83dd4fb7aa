using System.Globalization;
using System.Text;

namespace Coaster.Fuzz.Inputs;

/// <summary>Writes documents that are JSON and mostly nonsense: any value anywhere, known names more often than others, sometimes twice.</summary>
/// <param name="names">Names of members.</param>
/// <param name="texts">Texts that mean something.</param>
internal sealed class JsonGrammar(IReadOnlyList<string> names, IReadOnlyList<string> texts)
{
    private const int MaxDepth = 7;

    private static readonly string[] OddTexts = [@"\u0000", @"\ud800", @"\udc00x", @"\n", "", "/", "../..", "é", @"\u202e", "%s%n", "-1", "1e999"];
    private static readonly string[] OddNumbers = ["0", "-1", "1e999", "1.5", "2147483648", "9223372036854775808", "-0", "18446744073709551616"];

    /// <summary>A document; most are objects.</summary>
    public byte[] Next(Random random)
    {
        var text = new StringBuilder();
        if (random.Next(20) == 0)
            Value(text, random, 0);
        else
            Object(text, random, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Value(StringBuilder text, Random random, int depth)
    {
        var kind = random.Next(depth < MaxDepth ? 8 : 5);
        if (kind < 3)
            Text(text, Pick(random, texts, OddTexts));
        else if (kind == 3)
            text.Append(random.Next(3) == 0 ? OddNumbers[random.Next(OddNumbers.Length)] : random.Next(1000).ToString(CultureInfo.InvariantCulture));
        else if (kind == 4)
            text.Append(random.Next(3) switch { 0 => "null", 1 => "true", _ => "false" });
        else if (kind < 7)
            Object(text, random, depth + 1);
        else
            List(text, random, depth + 1);
    }

    private void Object(StringBuilder text, Random random, int depth)
    {
        text.Append('{');
        for (int i = 0, count = random.Next(7); i < count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            Text(text, Pick(random, names, OddTexts));
            text.Append(':');
            Value(text, random, depth);
        }

        text.Append('}');
    }

    private void List(StringBuilder text, Random random, int depth)
    {
        text.Append('[');
        for (int i = 0, count = random.Next(5); i < count; i++)
        {
            text.Append(i == 0 ? "" : ",");
            Value(text, random, depth);
        }

        text.Append(']');
    }

    private static void Text(StringBuilder text, string value) => text.Append('"').Append(value).Append('"');

    private static string Pick(Random random, IReadOnlyList<string> usual, string[] odd) =>
        random.Next(8) == 0 ? odd[random.Next(odd.Length)] : usual[random.Next(usual.Count)];
}
