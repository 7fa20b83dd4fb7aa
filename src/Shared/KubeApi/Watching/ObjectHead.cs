using System.Text.Json;

namespace Coaster.KubeApi.Watching;

/// <summary>What can be told of an object from the beginning of its event: the API server writes the metadata first.</summary>
/// <param name="Name">Namespace and name; empty when it cannot be told.</param>
/// <param name="ResourceVersion">The version, null when it cannot be told.</param>
internal readonly record struct ObjectHead(string Name, string? ResourceVersion)
{
    // {"type": …, "object": {"metadata": {here
    private const int MetadataDepth = 3;

    public static ObjectHead Of(ReadOnlySpan<byte> line)
    {
        var members = new Dictionary<string, string>();
        try
        {
            ReadInto(members, line);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // What was read before counts.
        }

        var @namespace = members.TryGetValue("namespace", out var found) ? found + "/" : "";
        return new ObjectHead(@namespace + members.GetValueOrDefault("name"), members.GetValueOrDefault("resourceVersion"));
    }

    private static void ReadInto(Dictionary<string, string> members, ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line, isFinalBlock: false, default);
        var member = "";
        while (reader.Read())
        {
            var isMember = reader.CurrentDepth == MetadataDepth;
            if (isMember && member.Length > 0 && reader.TokenType == JsonTokenType.String)
                members.TryAdd(member, reader.GetString()!);
            member = isMember && reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "";
        }
    }
}
