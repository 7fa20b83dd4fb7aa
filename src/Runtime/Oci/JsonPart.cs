using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coaster.Oci;

/// <summary>
/// New parts of a tree, backed by parsed text as the rest of it is. A tree of typed values would bring the serializer's machinery along with
/// it, whose start alone takes longer than all else that is done here. Parts of one kind are written and parsed together: each text takes
/// some pages of memory.
/// </summary>
internal static class JsonPart
{
    private const int FirstBytes = 1 << 12;

    /// <summary>One object for each item.</summary>
    internal static List<JsonObject> Objects<T>(IReadOnlyList<T> items, Action<Utf8JsonWriter, T> members)
        where T : class
    {
        var list = Parse(json =>
        {
            json.WriteStartArray();
            foreach (var item in items)
                WriteObject(json, item, members);
            json.WriteEndArray();
        });
        var parts = new List<JsonObject>(items.Count);
        foreach (var part in list.EnumerateArray())
            parts.Add(JsonObject.Create(part)!);
        return parts;
    }

    internal static JsonObject Object<T>(T item, Action<Utf8JsonWriter, T> members)
        where T : class => JsonObject.Create(Parse(json => WriteObject(json, item, members)))!;

    internal static JsonNode Text(string text) => JsonValue.Create(Parse(json => json.WriteStringValue(text)))!;

    internal static JsonNode Number(int number) => JsonValue.Create(Parse(json => json.WriteNumberValue(number)))!;

    private static void WriteObject<T>(Utf8JsonWriter json, T item, Action<Utf8JsonWriter, T> members)
        where T : class
    {
        json.WriteStartObject();
        members(json, item);
        json.WriteEndObject();
    }

    private static JsonElement Parse(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(FirstBytes);
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }
}
