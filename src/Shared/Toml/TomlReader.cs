namespace Coaster.Toml;

/// <summary>Reads statements: keys with values, and headers.</summary>
internal sealed partial class TomlReader(string text)
{
    private const int MaxDepth = 64;

    private readonly TomlTable _root = new();
    private readonly Dictionary<TomlValue, TomlSpan> _spans = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, TomlSpan> _rootStatements = new(StringComparer.Ordinal);
    private readonly TableRules _rules = new();
    private int _at;
    private int _depth;

    private char Current => _at < text.Length ? text[_at] : '\0';

    private bool AtEnd => _at >= text.Length;

    public TomlDocument Read()
    {
        var table = _root;
        for (SkipBlankLines(); !AtEnd; SkipBlankLines())
        {
            if (Current == '[')
                table = ReadHeader();
            else
                ReadStatement(table);
            EndLine();
        }

        return new TomlDocument(text, _root, _spans, _rootStatements);
    }

    private TomlTable ReadHeader()
    {
        var list = text.AsSpan(_at).StartsWith("[[");
        _at += list ? 2 : 1;
        SkipSpaces();
        var key = ReadKey();
        Expect(list ? "]]" : "]");
        return Ruled(() => list ? _rules.Append(_root, key) : _rules.Open(_root, key));
    }

    private void ReadStatement(TomlTable table)
    {
        var start = _at;
        var key = ReadAssignment(table);
        if (table == (object)_root && key.Count == 1)
            _rootStatements[key[0]] = new TomlSpan(start, _at);
    }

    private List<string> ReadAssignment(TomlTable table)
    {
        var key = ReadKey();
        Expect("=");
        SkipSpaces();
        var start = _at;
        var value = ReadValue();
        Ruled(() => _rules.Assign(table, key, value), start);
        return key;
    }

    private List<string> ReadKey()
    {
        List<string> parts = [ReadKeyPart()];
        for (SkipSpaces(); Current == '.'; SkipSpaces())
        {
            _at++;
            SkipSpaces();
            parts.Add(ReadKeyPart());
            if (parts.Count > MaxDepth)
                throw Error("the key has too many parts");
        }

        return parts;
    }

    private string ReadKeyPart()
    {
        if (Current is '"')
            return ReadBasic();
        if (Current is '\'')
            return ReadLiteral();
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '_')
            _at++;
        return _at > start ? text[start.._at] : throw Error("a key is expected");
    }

    private T Ruled<T>(Func<T> rule, int? at = null)
    {
        try
        {
            return rule();
        }
        catch (InvalidOperationException error)
        {
            _at = at ?? _at;
            throw Error(error.Message);
        }
    }

    private void EndLine()
    {
        SkipSpaces();
        SkipComment();
        if (!AtEnd && !SkipNewline())
            throw Error("the line should end here");
    }

    private void SkipBlankLines()
    {
        do
        {
            SkipSpaces();
            SkipComment();
        }
        while (SkipNewline());
    }

    private void SkipSpaces()
    {
        while (Current is ' ' or '\t')
            _at++;
    }

    private void SkipComment()
    {
        if (Current != '#')
            return;
        for (; !AtEnd && !IsNewline(); _at++)
            CheckCharacter();
    }

    private bool IsNewline() => Current == '\n' || (Current == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n');

    private bool SkipNewline()
    {
        if (AtEnd || !IsNewline())
            return false;
        _at += Current == '\r' ? 2 : 1;
        return true;
    }

    private void CheckCharacter()
    {
        if (Current != '\t' && char.IsControl(Current) && Current < '\u0080')
            throw Error("a control character must be written as an escape");
    }

    private void Expect(string mark)
    {
        SkipSpaces();
        if (!text.AsSpan(_at).StartsWith(mark))
            throw Error($"{mark} is expected");
        _at += mark.Length;
    }

    private TomlException Error(string problem) => new(1 + text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n'), problem);
}
