namespace Coaster.Toml;

/// <summary>Reads values.</summary>
internal sealed partial class TomlReader
{
    private TomlValue ReadValue()
    {
        if (++_depth > MaxDepth)
            throw Error("the values are nested too deep");
        var start = _at;
        TomlValue value = Current switch
        {
            '"' => new TomlString(text.AsSpan(_at).StartsWith("\"\"\"") ? ReadLongBasic() : ReadBasic()),
            '\'' => new TomlString(text.AsSpan(_at).StartsWith("'''") ? ReadLongLiteral() : ReadLiteral()),
            '[' => ReadArray(),
            '{' => ReadInlineTable(),
            _ => ReadWord(),
        };
        _spans[value] = new TomlSpan(start, _at);
        _depth--;
        return value;
    }

    private TomlArray ReadArray()
    {
        var array = new TomlArray();
        _at++;
        for (SkipBlankLines(); Current != ']'; SkipBlankLines())
        {
            array.Add(ReadValue());
            SkipBlankLines();
            if (Current == ',')
                _at++;
            else if (Current != ']')
                throw Error("a list needs , or ] here");
        }

        _at++;
        return array;
    }

    private TomlTable ReadInlineTable()
    {
        var table = new TomlTable();
        _at++;
        SkipSpaces();
        for (var first = true; Current != '}'; first = false)
        {
            if (!first)
                Expect(",");
            SkipSpaces();
            ReadAssignment(table);
            SkipSpaces();
        }

        _at++;
        _rules.Close(table);
        return table;
    }

    private TomlValue ReadWord()
    {
        var start = _at;
        SkipWord();
        // A date and a time may have a space between them.
        if (_at - start == 10 && Current == ' ' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]) && TomlWords.IsDate(text[start.._at]))
        {
            _at++;
            SkipWord();
        }

        var word = text[start.._at];
        if (TomlWords.Read(word) is { } value)
            return value;
        _at = start;
        throw Error(word.Length == 0 ? "a value is expected" : "this is no value of TOML");
    }

    private void SkipWord()
    {
        while (char.IsAsciiLetterOrDigit(Current) || Current is '+' or '-' or '_' or '.' or ':')
            _at++;
    }
}
