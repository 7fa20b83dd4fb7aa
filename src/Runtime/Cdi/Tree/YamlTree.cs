using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Coaster.Cdi.Tree;

/// <summary>
/// Reads YAML from the parser's events. Anchors, aliases and tags are refused: a specification needs none, and a few lines of them can
/// stand for more than a machine's memory holds.
/// </summary>
internal sealed class YamlTree
{
    private readonly TreeLimits _limits = new();
    private readonly Parser _parser;

    private YamlTree(string text) => _parser = new Parser(new StringReader(text));

    /// <exception cref="CdiSpecException">It is no YAML, too much of it, more than one document, or has what is refused.</exception>
    internal static TreeNode Parse(string text)
    {
        try
        {
            return new YamlTree(text).Document();
        }
        catch (YamlException error)
        {
            throw new CdiSpecException($"it is not valid YAML: line {error.Start.Line}: {error.Message.TrimEnd('.')}", error);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The parser's own checks have gaps that only nonsense falls through.
            throw new CdiSpecException("it is not valid YAML: " + error.Message.TrimEnd('.'), error);
        }
    }

    private TreeNode Document()
    {
        Expect<StreamStart>();
        if (Next() is not DocumentStart)
            throw new CdiSpecException("it is empty");
        var root = Value(Next(), 0);
        Expect<DocumentEnd>();
        return Next() is StreamEnd ? root : throw new CdiSpecException("it has more than one document");
    }

    private TreeNode Value(ParsingEvent start, int depth)
    {
        _limits.Count(depth);
        if (start is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
            throw new CdiSpecException($"line {start.Start.Line} has an anchor or a tag");
        return start switch
        {
            Scalar scalar => OfScalar(scalar),
            SequenceStart => TreeNode.OfList(Items(depth)),
            MappingStart => TreeNode.OfMap(Members(depth)),
            _ => throw new CdiSpecException($"line {start.Start.Line} has an alias"),
        };
    }

    private static TreeNode OfScalar(Scalar scalar) =>
        scalar.Style != ScalarStyle.Plain ? TreeNode.OfText(scalar.Value)
        : scalar.Value is "" or "~" or "null" or "Null" or "NULL" ? TreeNode.Null
        : TreeNode.OfPlain(scalar.Value);

    private List<TreeNode> Items(int depth)
    {
        var items = new List<TreeNode>();
        for (var item = Next(); item is not SequenceEnd; item = Next())
            items.Add(Value(item, depth + 1));
        return items;
    }

    private Dictionary<string, TreeNode> Members(int depth)
    {
        var members = new Dictionary<string, TreeNode>(StringComparer.Ordinal);
        for (var key = Next(); key is not MappingEnd; key = Next())
        {
            var name = key is Scalar { Value: var text } ? text : throw new CdiSpecException($"line {key.Start.Line} has a name that is no text");
            _ = Value(key, depth + 1);
            if (!members.TryAdd(name, Value(Next(), depth + 1)))
                throw new CdiSpecException($"it has '{name}' twice in the same place, the second time in line {key.Start.Line}");
        }

        return members;
    }

    private void Expect<T>()
        where T : ParsingEvent
    {
        if (Next() is not T)
            throw new CdiSpecException("it is not valid YAML");
    }

    private ParsingEvent Next() => _parser.MoveNext() && _parser.Current is { } current ? current : throw new CdiSpecException("it ends too early");
}
