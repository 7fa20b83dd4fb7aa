using System.Text.Json;
using System.Text.Json.Nodes;
using Coaster.Oci;

namespace Coaster.Contract;

/// <summary>Reads what a config.json has besides env: a part is absent, or has the type it must have, or the document is refused.</summary>
internal static class SpecShape
{
    public static T? Part<T>(this JsonObject parent, string name)
        where T : JsonNode =>
        Guarded(() => parent[name], name) switch
        {
            null => null,
            T part => part,
            _ => throw new OciSpecException($"{name} has a type that it must not have"),
        };

    public static string? Text(this JsonObject parent, string name) => parent.Part<JsonValue>(name) is { } value ? AsText(value, name) : null;

    public static IEnumerable<JsonNode?> OrEmpty(this JsonArray? list) => list ?? Enumerable.Empty<JsonNode?>();

    public static IReadOnlyList<string> Names(this JsonObject parent) => Guarded(() => parent.Select(member => member.Key).ToList(), "annotations");

    public static string AsText(JsonNode? node, string where)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
            throw new OciSpecException($"{where} holds something that is not a string");
        // Of a string, this is its text. GetValue would be found through a generic virtual method, which is put together at run time.
        return Guarded(value.ToString, where);
    }

    /// <summary>The tree is built when it is looked at; that is when a name that stands twice, or text that is not Unicode, is seen.</summary>
    private static T Guarded<T>(Func<T> read, string where)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new OciSpecException($"{where} stands beside a member that stands twice, or holds text that is not Unicode", error);
        }
    }
}
