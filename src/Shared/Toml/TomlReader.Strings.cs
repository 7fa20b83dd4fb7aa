using System.Globalization;
using System.Text;

namespace Coaster.Toml;

/// <summary>Reads the four kinds of strings.</summary>
internal sealed partial class TomlReader
{
    private string ReadLiteral()
    {
        var start = ++_at;
        for (; Current != '\''; _at++)
            CheckInLine();
        return text[start.._at++];
    }

    private string ReadBasic()
    {
        var result = new StringBuilder();
        for (_at++; Current != '"';)
        {
            CheckInLine();
            if (Current == '\\')
                ReadEscape(result);
            else
                result.Append(text[_at++]);
        }

        _at++;
        return result.ToString();
    }

    private string ReadLongLiteral()
    {
        _at += 3;
        SkipNewline();
        var result = new StringBuilder();
        while (!EndsLong('\'', result))
            ReadLongCharacter(result);
        return result.ToString();
    }

    private string ReadLongBasic()
    {
        _at += 3;
        SkipNewline();
        var result = new StringBuilder();
        while (!EndsLong('"', result))
            if (Current == '\\' && !SkipFoldedLine())
                ReadEscape(result);
            else if (Current != '\\')
                ReadLongCharacter(result);
        return result.ToString();
    }

    /// <summary>Three quotes end a long string; one or two more before them are its own.</summary>
    private bool EndsLong(char quote, StringBuilder result)
    {
        var count = 0;
        while (count < 5 && _at + count < text.Length && text[_at + count] == quote)
            count++;
        if (count < 3)
            return false;
        result.Append(quote, count - 3);
        _at += count;
        return true;
    }

    private void ReadLongCharacter(StringBuilder result)
    {
        if (AtEnd)
            throw Error("a string does not end");
        var start = _at;
        if (!SkipNewline())
        {
            CheckCharacter();
            _at++;
        }

        result.Append(text, start, _at - start);
    }

    /// <summary>A backslash at the end of a line takes the blanks and line feeds behind it with it.</summary>
    private bool SkipFoldedLine()
    {
        var start = _at++;
        SkipSpaces();
        if (!SkipNewline())
        {
            _at = start;
            return false;
        }

        do
            SkipSpaces();
        while (SkipNewline());
        // What follows may be another fold, or the end; the loop above sees it.
        return true;
    }

    private void ReadEscape(StringBuilder result)
    {
        _at++;
        var letter = Current;
        _at++;
        if (letter is 'u' or 'U')
            result.Append(ReadScalar(letter == 'u' ? 4 : 8));
        else
            result.Append("btnfr\"\\".Contains(letter, StringComparison.Ordinal) ? "\b\t\n\f\r\"\\"["btnfr\"\\".IndexOf(letter, StringComparison.Ordinal)] : throw Error("the escape is unknown"));
    }

    private string ReadScalar(int digits)
    {
        if (_at + digits > text.Length
            || !uint.TryParse(text.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            || !Rune.TryCreate(number, out var rune))
            throw Error("the escape is no Unicode character");
        _at += digits;
        return rune.ToString();
    }

    private void CheckInLine()
    {
        if (AtEnd || IsNewline())
            throw Error("a string does not end on its line");
        CheckCharacter();
    }
}
