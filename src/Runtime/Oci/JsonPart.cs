using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coaster.Oci;

/// <summary>
/// New parts of a tree, backed by parsed text as the rest of it is. A tree of typed values would bring the serializer's machinery along with
/// it, whose start alone takes longer than all else that is done here.
/// </summary>
internal static class JsonPart
{
    internal static JsonNode Object(Action<Utf8JsonWriter> members) => JsonObject.Create(Parse(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    }))!;

    internal static JsonNode Text(string text) => JsonValue.Create(Parse(json => json.WriteStringValue(text)))!;

    internal static JsonNode Number(int number) => JsonValue.Create(Parse(json => json.WriteNumberValue(number)))!;

    private static JsonElement Parse(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }
}
