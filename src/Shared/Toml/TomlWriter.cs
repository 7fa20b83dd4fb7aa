using System.Globalization;
using System.Text;

namespace Coaster.Toml;

/// <summary>Writes values as TOML: in a table first the plain values, then the tables under headers, two blanks deeper for each level.</summary>
public static class TomlWriter
{
    /// <summary>A whole document.</summary>
    public static string Write(TomlTable root)
    {
        var text = new StringBuilder();
        WriteTable(text, root, "", 0);
        return text.ToString();
    }

    /// <summary>A value on one line.</summary>
    public static string Value(TomlValue value) => value switch
    {
        TomlString text => Quoted(text.Value),
        TomlInteger number => number.Value.ToString(CultureInfo.InvariantCulture),
        TomlFloat number => Float(number.Value),
        TomlBoolean truth => truth.Value ? "true" : "false",
        TomlDateTime moment => moment.Text,
        TomlArray array => $"[{string.Join(", ", array.Select(Value))}]",
        TomlTable table => Inline(table),
        _ => throw new ArgumentException("the value is of no type of TOML", nameof(value)),
    };

    /// <summary>One part of a key, bare when that is possible.</summary>
    public static string Key(string key) =>
        key.Length > 0 && key.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? key : Quoted(key);

    private static void WriteTable(StringBuilder text, TomlTable table, string path, int depth)
    {
        var indent = new string(' ', 2 * Math.Max(0, depth - 1));
        foreach (var (key, value) in table)
            if (!IsHeaded(value))
                text.Append(indent).Append(depth == 0 ? "" : "  ").Append(Key(key)).Append(" = ").Append(Value(value)).Append('\n');
        foreach (var (key, value) in table)
            if (value is TomlTable inner)
                WriteHeaded(text, inner, $"[{path}{Key(key)}]", $"{path}{Key(key)}.", depth + 1);
            else if (IsHeaded(value))
                foreach (var item in ((TomlArray)value).Cast<TomlTable>())
                    WriteHeaded(text, item, $"[[{path}{Key(key)}]]", $"{path}{Key(key)}.", depth + 1);
    }

    private static void WriteHeaded(StringBuilder text, TomlTable table, string header, string path, int depth)
    {
        if (text.Length > 0)
            text.Append('\n');
        text.Append(' ', 2 * (depth - 1)).Append(header).Append('\n');
        WriteTable(text, table, path, depth);
    }

    private static bool IsHeaded(TomlValue value) => value is TomlTable || (value is TomlArray { Count: > 0 } array && array.All(item => item is TomlTable));

    private static string Inline(TomlTable table) =>
        table.Count == 0 ? "{}" : $"{{ {string.Join(", ", table.Select(entry => $"{Key(entry.Key)} = {Value(entry.Value)}"))} }}";

    private static string Float(double number)
    {
        if (double.IsNaN(number))
            return "nan";
        if (double.IsInfinity(number))
            return number > 0 ? "inf" : "-inf";
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var letter in value)
            text.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ => letter < ' ' || letter == '\u007f' ? $"\\u{(int)letter:x4}" : letter.ToString(),
            });
        return text.Append('"').ToString();
    }
}
