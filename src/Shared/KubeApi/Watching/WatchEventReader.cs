using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Coaster.KubeApi.Models;

namespace Coaster.KubeApi.Watching;

/// <summary>Reads the lines of a watch: <c>{"type":"ADDED","object":{…}}</c>.</summary>
internal sealed class WatchEventReader<T>(JsonTypeInfo<T> type)
    where T : class, IKubernetesObject
{
    /// <exception cref="KubernetesException">The API server says that the watch is over, or it is no event.</exception>
    public WatchStep<T> Read(WatchLine line)
    {
        if (line.IsTooLong)
            return Unreadable(line, "is larger than an event may be");
        try
        {
            using var document = JsonDocument.Parse(line.Bytes);
            return Read(line, document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new KubernetesException($"a watch told what is no event: {error.Message}", error);
        }
    }

    private WatchStep<T> Read(WatchLine line, JsonElement root)
    {
        var (word, content) = (root.GetProperty("type").GetString(), root.GetProperty("object"));
        return word switch
        {
            "ADDED" => Of(WatchEventType.Added, line, content),
            "MODIFIED" => Of(WatchEventType.Modified, line, content),
            "DELETED" => Of(WatchEventType.Deleted, line, content),
            "BOOKMARK" => Of(WatchEventType.Bookmark, line, content),
            "ERROR" => throw Over(content.Deserialize(KubernetesJson.Default.V1Status)),
            _ => Unreadable(line, "has an event of an unknown type"),
        };
    }

    private WatchStep<T> Of(WatchEventType eventType, WatchLine line, JsonElement content)
    {
        try
        {
            var found = content.Deserialize(type) ?? throw new JsonException("it is null");
            return new WatchStep<T>(new WatchEvent<T>(eventType, found), found.Metadata.ResourceVersion is { Length: > 0 } version ? version : null);
        }
        catch (JsonException error)
        {
            return Unreadable(line, $"cannot be read: {error.Message}", error);
        }
    }

    private static KubernetesException Over(V1Status? status) => new("a watch", (HttpStatusCode)(status?.Code ?? 0), status);

    private static WatchStep<T> Unreadable(WatchLine line, string why, Exception? inner = null)
    {
        var head = ObjectHead.Of(line.Bytes.Span);
        var problem = new KubernetesException($"the object {(head.Name.Length > 0 ? head.Name : "of an unknown name")} {why}", inner) { ObjectName = head.Name };
        return new WatchStep<T>(new WatchEvent<T>(WatchEventType.Error, null, problem), head.ResourceVersion);
    }
}
