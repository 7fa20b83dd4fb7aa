using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coaster.Oci;

/// <summary>Reads a tree that somebody else wrote: a member is absent, or has the type it must have, or the document is refused.</summary>
internal static class JsonShape
{
    internal static JsonObject? Child(this JsonObject parent, string name) => parent.Member<JsonObject>(name, "an object");

    internal static JsonArray? List(this JsonObject parent, string name) => parent.Member<JsonArray>(name, "a list");

    internal static JsonValue? Value(this JsonObject parent, string name) => parent.Member<JsonValue>(name, "a plain value");

    internal static string? Text(this JsonObject parent, string name)
    {
        var value = parent.Member<JsonValue>(name, "a string");
        return value is null ? null : AsText(value, $"{parent.GetPath()}.{name}");
    }

    internal static IEnumerable<string> Strings(this JsonArray list) => list.Select(item => AsText(item, list.GetPath()));

    internal static IEnumerable<long> Numbers(this JsonArray list) => list.Select(item => AsNumber(item, list.GetPath()));

    internal static long? Number(this JsonObject parent, string name)
    {
        var value = parent.Member<JsonValue>(name, "a number");
        return value is null ? null : AsNumber(value, $"{parent.GetPath()}.{name}");
    }

    /// <summary>An engine may have put the same thing there already, as <c>docker run --device /dev/nvidia0</c> does.</summary>
    internal static void RemoveWhere(this JsonArray list, string member, IEnumerable<string> values)
    {
        var unwanted = values.ToHashSet(StringComparer.Ordinal);
        for (var i = list.Count - 1; i >= 0; i--)
            if (list[i] is JsonObject item && item.Text(member) is { } value && unwanted.Contains(value))
                list.RemoveAt(i);
    }

    internal static JsonObject ChildOrNew(this JsonObject parent, string name)
    {
        if (parent.Child(name) is { } present)
            return present;
        var created = new JsonObject();
        parent[name] = created;
        return created;
    }

    internal static JsonArray ListOrNew(this JsonObject parent, string name)
    {
        if (parent.List(name) is { } present)
            return present;
        var created = new JsonArray();
        parent[name] = created;
        return created;
    }

    internal static void Put(this JsonObject parent, string name, JsonNode value)
    {
        // Looked at first: what is wrong with the object is then said in the declared way.
        _ = parent.Member<JsonNode>(name, "a value");
        parent[name] = value;
    }

    private static T? Member<T>(this JsonObject parent, string name, string kind)
        where T : JsonNode
    {
        try
        {
            return parent[name] switch
            {
                null => null,
                T member => member,
                _ => throw new OciSpecException($"{parent.GetPath()}.{name} is not {kind}"),
            };
        }
        catch (ArgumentException error)
        {
            // The tree is built when it is looked at; that is when a name that stands twice is seen.
            throw new OciSpecException($"{parent.GetPath()} has the same member twice", error);
        }
        catch (InvalidOperationException error)
        {
            throw new OciSpecException($"{parent.GetPath()} has a member whose name is not Unicode", error);
        }
    }

    private static long AsNumber(JsonNode? node, string where) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out long number)
            ? number
            : throw new OciSpecException($"{where} holds something that is not a whole number");

    private static string AsText(JsonNode? node, string where)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
            throw new OciSpecException($"{where} holds something that is not a string");
        try
        {
            // Of a string, this is its text. GetValue would be found through a generic virtual method, which is put together at run time.
            return value.ToString();
        }
        catch (InvalidOperationException error)
        {
            throw new OciSpecException($"{where} holds text that is not Unicode", error);
        }
    }
}
