using System.Collections;

namespace Coaster.Toml;

/// <summary>Values under keys, in the order in which they came; for equality the order does not count.</summary>
public sealed record TomlTable : TomlValue, IEnumerable<KeyValuePair<string, TomlValue>>
{
    private readonly List<string> _keys = [];
    private readonly Dictionary<string, TomlValue> _values = new(StringComparer.Ordinal);

    /// <summary>How many keys it has.</summary>
    public int Count => _keys.Count;

    /// <summary>The value under a key, null when there is none; set puts a new key behind the others.</summary>
    public TomlValue? this[string key]
    {
        get => _values.GetValueOrDefault(key);
        set => Add(key, value!);
    }

    /// <summary>Sets the value under a key.</summary>
    public void Add(string key, TomlValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!_values.ContainsKey(key))
            _keys.Add(key);
        _values[key] = value;
    }

    /// <summary>Takes a key out.</summary>
    /// <returns>Whether it was there.</returns>
    public bool Remove(string key) => _values.Remove(key) && _keys.Remove(key);

    /// <summary>The value at the end of a way of keys; null when the way ends before, or leads through what is no table.</summary>
    public TomlValue? Find(params ReadOnlySpan<string> path)
    {
        TomlValue? value = this;
        foreach (var key in path)
            value = (value as TomlTable)?[key];
        return value;
    }

    /// <summary>The table under a key; made when there is none.</summary>
    /// <exception cref="InvalidOperationException">Something else is there.</exception>
    public TomlTable TableOrNew(string key)
    {
        if (this[key] is not { } present)
            Add(key, present = new TomlTable());
        return present as TomlTable ?? throw new InvalidOperationException($"{key} is no table");
    }

    /// <summary>A copy whose tables and arrays are its own.</summary>
    public TomlTable DeepClone()
    {
        var copy = new TomlTable();
        foreach (var (key, value) in this)
            copy.Add(key, DeepClone(value));
        return copy;
    }

    /// <inheritdoc/>
    public bool Equals(TomlTable? other) =>
        other is not null && Count == other.Count && _keys.All(key => _values[key].Equals(other[key]));

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, TomlValue>> GetEnumerator() => _keys.Select(key => KeyValuePair.Create(key, _values[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static TomlValue DeepClone(TomlValue value) => value switch
    {
        TomlTable table => table.DeepClone(),
        TomlArray array => new TomlArray(array.Select(DeepClone)),
        _ => value,
    };
}
