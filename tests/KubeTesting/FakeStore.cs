using System.Text.Json.Nodes;

namespace Coaster.KubeTesting;

/// <summary>Keeps objects by their paths as the API server does: made once, changed by merge patches, told when they are not there.</summary>
internal sealed class FakeStore
{
    private readonly Dictionary<string, JsonObject> _objects = [];
    private int _version;

    public IReadOnlyDictionary<string, JsonObject> Objects => _objects;

    public JsonObject Only => Assert.Single(_objects).Value;

    public void Clear() => _objects.Clear();

    public FakeAnswer? Answer(FakeCall call)
    {
        lock (_objects)
            return call.Method switch
            {
                "POST" => Create(call),
                "PATCH" when _objects.TryGetValue(call.Path, out var known) && IsOfOtherVersion(known, call) => FakeAnswer.Refused(409, "Conflict"),
                "PATCH" when _objects.TryGetValue(call.Path, out var known) => Kept(call.Path, Merge(known, JsonNode.Parse(call.Body)!.AsObject())),
                "GET" when _objects.TryGetValue(call.Path, out var known) => FakeAnswer.Ok(known.ToJsonString()),
                "DELETE" when _objects.Remove(call.Path) => FakeAnswer.Ok(Json.Status(200, "")),
                _ => FakeAnswer.Refused(404, "NotFound"),
            };
    }

    /// <summary>Who names the version that a change is made from wants it to fail when there is another one.</summary>
    private static bool IsOfOtherVersion(JsonObject known, FakeCall call) =>
        (string?)JsonNode.Parse(call.Body)!["metadata"]?["resourceVersion"] is { } version && version != (string?)known["metadata"]!["resourceVersion"];

    private FakeAnswer Create(FakeCall call)
    {
        var made = JsonNode.Parse(call.Body)!.AsObject();
        var path = $"{call.Path}/{made["metadata"]!["name"]}";
        return _objects.ContainsKey(path) ? FakeAnswer.Refused(409, "AlreadyExists") : Kept(path, made);
    }

    private FakeAnswer Kept(string path, JsonObject item)
    {
        item["metadata"]!["resourceVersion"] = $"{++_version}";
        _objects[path] = item;
        return FakeAnswer.Ok(item.ToJsonString());
    }

    // RFC 7396
    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject inner)
                target[name] = Merge(target[name]?.DeepClone() as JsonObject ?? [], inner);
            else
                target[name] = value.DeepClone();
        return target;
    }
}
