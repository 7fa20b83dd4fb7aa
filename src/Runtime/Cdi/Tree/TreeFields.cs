namespace Coaster.Cdi.Tree;

/// <summary>The members of a map by their names. A member that is null is as one that is not there.</summary>
internal sealed class TreeFields
{
    private readonly Dictionary<string, TreeField> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly TreeField _owner;

    internal TreeFields(TreeField owner, string path, IReadOnlyDictionary<string, TreeNode> members)
    {
        _owner = owner;
        foreach (var (name, node) in members)
            if (node.Kind != TreeNodeKind.Null && !_fields.TryAdd(name, new TreeField(node, path.Length == 0 ? name : $"{path}.{name}")))
                throw owner.Wrong($"has '{name}' twice, in other letters");
    }

    internal TreeField? Find(string name) => _fields.GetValueOrDefault(name);

    /// <summary>The text, or an empty one.</summary>
    internal string Text(string name) => Find(name)?.Text() ?? "";

    /// <summary>The text, which must be there and not be empty.</summary>
    internal string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw _owner.Wrong($"has no '{name}'");

    /// <summary>The items of the list, none when it is not there.</summary>
    internal IReadOnlyList<T> List<T>(string name, Func<TreeField, T> read) => Find(name)?.List(read) ?? [];

    /// <summary>The texts of the list, none when it is not there.</summary>
    internal IReadOnlyList<string> Texts(string name) => List(name, item => item.Text());
}
