using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Coaster.KubeApi.Configuration;

/// <summary>
/// Reads YAML from the parser's events, without reflection; every word becomes a text. Anchors, aliases and tags are refused: a kubeconfig needs
/// none, and a few lines of them can stand for more than a machine's memory holds.
/// </summary>
internal sealed class YamlTree
{
    private const int MaxDepth = 32;
    private readonly Parser _parser;

    private YamlTree(string text) => _parser = new Parser(new StringReader(text));

    /// <exception cref="KubeConfigException">It is no YAML, or has what is refused.</exception>
    public static JsonNode? Parse(string path, string text)
    {
        try
        {
            return new YamlTree(text).Document();
        }
        catch (Exception error) when (error is YamlException or ArgumentException or InvalidOperationException or FormatException
            or OverflowException or IndexOutOfRangeException)
        {
            // The parser's own checks have gaps that only nonsense falls through: those come without a line.
            var line = error is YamlException { Start.Line: var number } ? $"line {number}: " : "";
            throw new KubeConfigException($"{path} is no YAML that can be used: {line}{error.Message.TrimEnd('.')}", error);
        }
    }

    private JsonNode? Document()
    {
        Next();
        return Next() is DocumentStart ? Value(Next(), 0) : null;
    }

    private JsonNode? Value(ParsingEvent start, int depth)
    {
        if (depth > MaxDepth)
            throw new YamlException(start.Start, start.End, $"values are more than {MaxDepth} levels deep");
        if (start is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
            throw new YamlException(start.Start, start.End, "anchors and tags are not supported");
        return start switch
        {
            Scalar { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } => null,
            Scalar scalar => JsonValue.Create(scalar.Value),
            SequenceStart => Items(depth),
            MappingStart => Members(depth),
            _ => throw new YamlException(start.Start, start.End, "aliases are not supported"),
        };
    }

    private JsonArray Items(int depth)
    {
        var items = new JsonArray();
        for (var item = Next(); item is not SequenceEnd; item = Next())
            items.Add(Value(item, depth + 1));
        return items;
    }

    private JsonObject Members(int depth)
    {
        var members = new JsonObject();
        for (var key = Next(); key is not MappingEnd; key = Next())
        {
            var name = key is Scalar { Value: var text } ? text : throw new YamlException(key.Start, key.End, "a name is no text");
            if (members.ContainsKey(name))
                throw new YamlException(key.Start, key.End, $"'{name}' stands twice in the same place");
            members.Add(name, Value(Next(), depth + 1));
        }

        return members;
    }

    private ParsingEvent Next() =>
        _parser.MoveNext() && _parser.Current is { } current ? current : throw new InvalidOperationException("it ends too early");
}
