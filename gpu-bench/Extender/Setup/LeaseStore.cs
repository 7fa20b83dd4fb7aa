using System.Text.Json.Nodes;

namespace Coaster.GpuBench.Extender.Setup;

/// <summary>The leases of an API server. A change that names a version other than the one that is there fails.</summary>
internal sealed class LeaseStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, JsonObject> _leases = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>The answer to a call: status and body.</summary>
    internal (int Status, string Body) Answer(string method, string path, string body)
    {
        lock (_lock)
            return (method, _leases.GetValueOrDefault(path)) switch
            {
                ("POST", _) => Make(path, Parse(body)),
                (_, null) => StatusText.Refused(404, "NotFound"),
                ("GET", { } lease) => (200, lease.ToJsonString()),
                ("PATCH", { } lease) => Change(path, lease, Parse(body)),
                _ => StatusText.Refused(405, "MethodNotAllowed"),
            };
    }

    private static JsonObject Parse(string body) => JsonNode.Parse(body)!.AsObject();

    private (int, string) Make(string collection, JsonObject lease)
    {
        var path = $"{collection}/{lease["metadata"]!["name"]}";
        return _leases.ContainsKey(path) ? StatusText.Refused(409, "AlreadyExists") : (201, Keep(path, lease));
    }

    private (int, string) Change(string path, JsonObject lease, JsonObject patch) =>
        (string?)patch["metadata"]?["resourceVersion"] is { } named && named != (string?)lease["metadata"]!["resourceVersion"]
            ? StatusText.Refused(409, "Conflict")
            : (200, Keep(path, Merge(lease, patch)));

    private string Keep(string path, JsonObject lease)
    {
        lease["metadata"]!["resourceVersion"] = $"{++_version}";
        _leases[path] = lease;
        return lease.ToJsonString();
    }

    // RFC 7396
    private static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
            if (value is null)
                target.Remove(name);
            else
                target[name] = value is JsonObject inner ? Merge(target[name]?.DeepClone() as JsonObject ?? [], inner) : value.DeepClone();
        return target;
    }
}
