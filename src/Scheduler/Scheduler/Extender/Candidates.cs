using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coaster.Scheduler.Extender;

/// <summary>The nodes that kube-scheduler asks about, by name or in full.</summary>
internal sealed class Candidates
{
    private readonly JsonElement? _list;
    private readonly List<JsonElement> _items;

    private Candidates(IReadOnlyList<string> names, JsonElement? list, List<JsonElement> items) => (Names, _list, _items) = (names, list, items);

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Those of a question.</summary>
    /// <exception cref="JsonException">It names no nodes, or in a way that is not understood.</exception>
    public static Candidates Of(ExtenderArgs args)
    {
        if (args.NodeNames is { } names)
            return names.Any(name => name is null) ? throw new JsonException("a node has no name") : new Candidates(names, null, []);
        if (args.Nodes is not { ValueKind: JsonValueKind.Object } list)
            throw new JsonException("there are neither Nodes nor NodeNames");
        var items = ItemsOf(list);
        return new Candidates(items.ConvertAll(NameOf), list, items);
    }

    /// <summary>The answer that these of them have room.</summary>
    public ExtenderFilterResult Result(IReadOnlyList<int> fitting) => _list is null
        ? new ExtenderFilterResult { NodeNames = [.. fitting.Select(place => Names[place])] }
        : new ExtenderFilterResult { Nodes = ListOf(fitting) };

    private JsonObject ListOf(IReadOnlyList<int> fitting) => new()
    {
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. fitting.Select(place => JsonObject.Create(_items[place]))]),
    };

    private static List<JsonElement> ItemsOf(JsonElement list) => Member(list, "items") switch
    {
        { ValueKind: JsonValueKind.Array } items => [.. items.EnumerateArray()],
        null or { ValueKind: JsonValueKind.Null } => [],
        _ => throw new JsonException("Nodes has items that are no list"),
    };

    private static string NameOf(JsonElement node) =>
        Member(node, "metadata") is { } metadata && Member(metadata, "name") is { ValueKind: JsonValueKind.String } name
            ? name.GetString()!
            : throw new JsonException("a node has no name");

    private static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var found) ? found : null;
}
