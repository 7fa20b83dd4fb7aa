using System.Text.Json;

namespace Coaster.GpuModel.Json;

/// <summary>A value of a JSON text that knows where it stands, so that whatever is wrong with it is told with its path.</summary>
internal sealed class JsonField
{
    private const int MaxText = 128;

    private readonly JsonElement _value;
    private readonly JsonField? _parent;
    private readonly string? _name;
    private readonly int _index;

    internal JsonField(JsonElement value) => _value = value;

    private JsonField(JsonElement value, JsonField parent, string? name, int index)
    {
        _value = value;
        _parent = parent;
        _name = name;
        _index = index;
    }

    public string Path => (_parent?.Path ?? "", _name) switch
    {
        (_, _) when _parent is null => "",
        (var above, null) => $"{above}[{_index}]",
        ("", var name) => name,
        (var above, var name) => $"{above}.{name}",
    };

    /// <summary>The object's field with that name; absent, null and written twice are all refused.</summary>
    public JsonField Get(string name) => Find(name) ?? throw Problem($"has no field '{name}'");

    /// <summary>The object's field with that name, or null when it is absent or null; written twice is refused.</summary>
    public JsonField? Find(string name)
    {
        if (_value.ValueKind != JsonValueKind.Object)
            throw Problem("is not an object");
        JsonField? found = null;
        foreach (var property in _value.EnumerateObject())
            if (property.NameEquals(name))
                found = found is null ? new JsonField(property.Value, this, name, 0) : throw found.Problem("is there twice");
        return found?._value.ValueKind == JsonValueKind.Null ? null : found;
    }

    public IReadOnlyList<T> List<T>(int most, Func<JsonField, T> read)
    {
        if (_value.ValueKind != JsonValueKind.Array)
            throw Problem("is not a list");
        if (_value.GetArrayLength() > most)
            throw Problem($"has more than {most} entries");
        var list = new List<T>(_value.GetArrayLength());
        foreach (var item in _value.EnumerateArray())
            list.Add(read(new JsonField(item, this, null, list.Count)));
        return list;
    }

    public long Number(long least, long most)
    {
        if (_value.ValueKind != JsonValueKind.Number || !_value.TryGetInt64(out var number))
            throw Problem("is not a whole number");
        return number >= least && number <= most ? number : throw Problem($"is not between {least} and {most}");
    }

    public int Int(int least, int most) => (int)Number(least, most);

    public string Text()
    {
        if (_value.ValueKind != JsonValueKind.String)
            throw Problem("is not a string");
        var text = _value.GetString()!;
        if (text.Length > MaxText)
            throw Problem($"is longer than {MaxText} characters");
        return text.Any(char.IsControl) ? throw Problem("has control characters") : text;
    }

    public string Text(Func<string, bool> accepts, string expected)
    {
        if (_value.ValueKind != JsonValueKind.String)
            throw Problem("is not a string");
        var text = _value.GetString()!;
        return accepts(text) ? text : throw Problem($"is not {expected}");
    }

    public T Word<T>(WordMap<T> words)
        where T : struct, Enum =>
        words.TryParse(Text(), out var value) ? value : throw Problem($"is none of {words}");

    public CodecException Problem(string problem) => new(Path, _parent is null ? "the text " + problem : problem);
}
