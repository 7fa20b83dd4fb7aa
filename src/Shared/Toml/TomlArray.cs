using System.Collections;

namespace Coaster.Toml;

/// <summary>A list of values of any types; an array of tables is a list of tables.</summary>
public sealed record TomlArray : TomlValue, IReadOnlyList<TomlValue>
{
    private readonly List<TomlValue> _items;

    /// <summary>Creates the list.</summary>
    public TomlArray(params IEnumerable<TomlValue> items) => _items = [.. items];

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public TomlValue this[int index] => _items[index];

    /// <summary>Puts a value behind the last.</summary>
    public void Add(TomlValue value) => _items.Add(value);

    /// <inheritdoc/>
    public bool Equals(TomlArray? other) => other is not null && _items.SequenceEqual(other._items);

    /// <inheritdoc/>
    public override int GetHashCode() => _items.Count;

    /// <inheritdoc/>
    public IEnumerator<TomlValue> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
