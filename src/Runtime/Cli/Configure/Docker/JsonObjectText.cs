using System.Text;
using System.Text.Json;

namespace Coaster.Cli.Configure.Docker;

/// <summary>
/// An object of a JSON text with the places of its members, so that one member can be put in or taken out and every other byte stays.
/// </summary>
internal sealed class JsonObjectText
{
    private readonly byte[] _text;
    private readonly int _open;
    private readonly int _close;
    private readonly List<JsonMember> _members = [];

    private JsonObjectText(byte[] text, int at, bool whole)
    {
        _text = text;
        var reader = new Utf8JsonReader(text.AsSpan(at));
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonTextException(LineOf(at), "an object is expected");
        _open = at + (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            Add(ref reader, at);
        _close = at + (int)reader.TokenStartIndex;
        if (whole)
            reader.Read();
    }

    /// <summary>The whole text that the object is in.</summary>
    public byte[] Bytes => _text;

    public int Count => _members.Count;

    /// <summary>Reads a whole text.</summary>
    /// <exception cref="JsonTextException">It is not JSON, not an object, or has a member twice.</exception>
    public static JsonObjectText Parse(byte[] text) => Reading(() => new JsonObjectText(text, 0, whole: true));

    public JsonMember? Find(string name) => _members.FindIndex(member => member.Name == name) is >= 0 and var index ? _members[index] : null;

    /// <summary>The object that a member is; null when there is no such member.</summary>
    /// <exception cref="JsonTextException">The member is something else.</exception>
    public JsonObjectText? Child(string name) =>
        Find(name) is { } member ? Reading(() => new JsonObjectText(_text, member.ValueStart, whole: false)) : null;

    /// <summary>The string that a member is; null when it is none.</summary>
    public string? Text(string name)
    {
        if (Find(name) is not { } member)
            return null;
        using var value = JsonDocument.Parse(_text.AsMemory(member.ValueStart, member.End - member.ValueStart));
        return value.RootElement.ValueKind == JsonValueKind.String ? Reading(value.RootElement.GetString) : null;
    }

    /// <summary>The text with a member more, or with another value for it.</summary>
    /// <param name="name">The member.</param>
    /// <param name="value">Writes the value, on lines that begin with its argument, or on one line when that is null.</param>
    public byte[] With(string name, Func<string?, string> value)
    {
        var indent = Indent();
        if (Find(name) is { } present)
            return Splice(present.ValueStart, present.End, value(indent));
        var gap = IsDense() ? "" : " ";
        var member = $"{JsonString.Of(name)}:{gap}{value(indent)}";
        if (_members.Count > 0)
            return Splice(_members[^1].End, _members[^1].End, "," + (indent is null ? gap : Whitespace()) + member);
        var outer = LineIndent(_open);
        var ending = _text.AsSpan(_open, _close - _open).Contains((byte)'\n') ? "" : "\n" + outer;
        return Splice(_open + 1, _open + 1, $"\n{indent}{member}{ending}");
    }

    /// <summary>The text without a member that is there.</summary>
    public byte[] Without(string name)
    {
        var index = _members.FindIndex(member => member.Name == name);
        if (_members.Count == 1)
            return Splice(_open + 1, _close, "");
        return index > 0
            ? Splice(_members[index - 1].End, _members[index].End, "")
            : Splice(_members[0].Start, _members[1].Start, "");
    }

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException error)
        {
            throw new JsonTextException(1 + (int)(error.LineNumber ?? 0), "this is not JSON", error);
        }
        catch (InvalidOperationException error)
        {
            throw new JsonTextException(1, "it holds text that is not Unicode", error);
        }
    }

    private void Add(ref Utf8JsonReader reader, int at)
    {
        var (name, start) = (reader.GetString()!, at + (int)reader.TokenStartIndex);
        reader.Read();
        var value = at + (int)reader.TokenStartIndex;
        reader.Skip();
        if (Find(name) is not null)
            throw new JsonTextException(LineOf(start), "the same member stands twice");
        _members.Add(new JsonMember(name, start, value, at + (int)reader.BytesConsumed));
    }

    /// <summary>What stands before each member of this object; null when all stand on one line.</summary>
    public string? Indent()
    {
        if (_members.Count == 0)
            return LineIndent(_open) + "  ";
        var white = Whitespace();
        return white.Contains('\n') ? white[(white.LastIndexOf('\n') + 1)..] : null;
    }

    private bool IsDense() => _members.Count > 0 && _text[_members[0].ValueStart - 1] == ':';

    private string Whitespace()
    {
        var start = _members[^1].Start;
        while (_text[start - 1] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            start--;
        return Encoding.UTF8.GetString(_text, start, _members[^1].Start - start);
    }

    private string LineIndent(int at)
    {
        var start = _text.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        var end = start;
        while (end < at && _text[end] is (byte)' ' or (byte)'\t')
            end++;
        return Encoding.UTF8.GetString(_text, start, end - start);
    }

    private int LineOf(int offset) => 1 + _text.AsSpan(0, offset).Count((byte)'\n');

    private byte[] Splice(int start, int end, string text) => [.. _text.AsSpan(0, start), .. Encoding.UTF8.GetBytes(text), .. _text.AsSpan(end)];
}
