using System.Text;
using System.Text.Json;

namespace Coaster.Cdi.Tree;

/// <summary>Reads JSON.</summary>
internal ref struct JsonTree
{
    private readonly TreeLimits _limits = new();
    private Utf8JsonReader _reader;

    private JsonTree(ReadOnlySpan<byte> utf8) => _reader = new Utf8JsonReader(utf8);

    /// <exception cref="CdiSpecException">It is no JSON, or too much of it.</exception>
    internal static TreeNode Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var tree = new JsonTree(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8);
            tree._reader.Read();
            var root = tree.Value(0);
            return tree._reader.Read() ? throw new CdiSpecException("it has more than one value") : root;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new CdiSpecException("it is not valid JSON: " + error.Message.TrimEnd('.'), error);
        }
    }

    private TreeNode Value(int depth)
    {
        _limits.Count(depth);
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => TreeNode.OfMap(Members(depth)),
            JsonTokenType.StartArray => TreeNode.OfList(Items(depth)),
            JsonTokenType.String => TreeNode.OfText(_reader.GetString()!),
            JsonTokenType.Null => TreeNode.Null,
            _ => TreeNode.OfPlain(Encoding.UTF8.GetString(_reader.ValueSpan)),
        };
    }

    private Dictionary<string, TreeNode> Members(int depth)
    {
        var members = new Dictionary<string, TreeNode>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            _reader.Read();
            if (!members.TryAdd(name, Value(depth + 1)))
                throw new CdiSpecException($"it has '{name}' twice in the same place");
        }

        return members;
    }

    private List<TreeNode> Items(int depth)
    {
        var items = new List<TreeNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            items.Add(Value(depth + 1));
        return items;
    }
}
