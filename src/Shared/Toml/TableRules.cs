namespace Coaster.Toml;

/// <summary>Which tables may still take keys, and from whom: TOML lets each table be defined in one place only.</summary>
internal sealed class TableRules
{
    private readonly HashSet<TomlValue> _headed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<TomlValue> _dotted = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<TomlValue> _closed = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<TomlValue> _lists = new(ReferenceEqualityComparer.Instance);

    /// <summary>The table of a header <c>[a.b]</c>.</summary>
    /// <exception cref="InvalidOperationException">It may not be opened; the message says why.</exception>
    public TomlTable Open(TomlTable root, List<string> key)
    {
        var parent = Walk(root, key);
        if (parent[key[^1]] is not { } present)
            parent[key[^1]] = present = new TomlTable();
        else if (_dotted.Contains(present))
            throw Twice(key);
        return present is TomlTable table && !_closed.Contains(table) && _headed.Add(table) ? table : throw Twice(key);
    }

    /// <summary>The next table of a header <c>[[a.b]]</c>.</summary>
    /// <exception cref="InvalidOperationException">Something else has that name.</exception>
    public TomlTable Append(TomlTable root, List<string> key)
    {
        var parent = Walk(root, key);
        if (parent[key[^1]] is not { } present)
            _lists.Add(parent[key[^1]] = present = new TomlArray());
        if (present is not TomlArray list || !_lists.Contains(list))
            throw Twice(key);
        var table = new TomlTable();
        _headed.Add(table);
        list.Add(table);
        return table;
    }

    /// <summary>Puts a value under a key with dots.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The key is taken, or leads through a table of another place.</exception>
    public TomlValue Assign(TomlTable table, List<string> key, TomlValue value)
    {
        foreach (var part in key[..^1])
            table = Dotted(table, part, key);
        if (table[key[^1]] is not null)
            throw Twice(key);
        table.Add(key[^1], value);
        return value;
    }

    /// <summary>An inline table is complete where it stands.</summary>
    public void Close(TomlTable table)
    {
        _closed.Add(table);
        foreach (var (_, value) in table)
            if (value is TomlTable inner)
                Close(inner);
    }

    private TomlTable Dotted(TomlTable table, string part, List<string> key)
    {
        if (table[part] is not { } present)
            _dotted.Add(table[part] = present = new TomlTable());
        return _dotted.Contains(present) && !_closed.Contains(present) ? (TomlTable)present : throw Twice(key);
    }

    private TomlTable Walk(TomlTable table, List<string> key)
    {
        foreach (var part in key[..^1])
        {
            if (table[part] is not { } present)
                table[part] = present = new TomlTable();
            if (present is TomlArray list && _lists.Contains(list))
                present = list[^1];
            table = present is TomlTable inner && !_closed.Contains(inner) ? inner : throw Twice(key);
        }

        return table;
    }

    private static InvalidOperationException Twice(List<string> key) => new($"the key {string.Join('.', key.Select(TomlWriter.Key))} stands twice");
}
