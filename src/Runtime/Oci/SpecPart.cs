using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coaster.Oci;

/// <summary>Edits in the words of config.json.</summary>
internal static class SpecPart
{
    /// <param name="nodes">The devices.</param>
    /// <param name="owner">Who owns a device.</param>
    internal static List<JsonObject> Devices(IReadOnlyList<DeviceNode> nodes, Func<DeviceNode, (long Uid, long Gid)> owner) => JsonPart.Objects(nodes, (json, node) =>
    {
        var (uid, gid) = owner(node);
        json.WriteString("path", node.Path);
        json.WriteString("type", $"{node.Type}");
        json.WriteNumber("major", node.Major);
        json.WriteNumber("minor", node.Minor);
        json.WriteNumber("fileMode", node.FileMode);
        json.WriteNumber("uid", uid);
        json.WriteNumber("gid", gid);
    });

    internal static List<JsonObject> Rules(IReadOnlyList<DeviceNode> nodes) => JsonPart.Objects(nodes, static (json, node) =>
    {
        json.WriteBoolean("allow", true);
        json.WriteString("type", $"{node.Type}");
        json.WriteNumber("major", node.Major);
        json.WriteNumber("minor", node.Minor);
        json.WriteString("access", node.Access);
    });

    internal static List<JsonObject> Mounts(IReadOnlyList<OciMount> mounts) => JsonPart.Objects(mounts, static (json, mount) =>
    {
        json.WriteString("destination", mount.Destination);
        json.WriteString("type", mount.Type);
        json.WriteString("source", mount.Source);
        WriteTexts(json, "options", mount.Options);
    });

    internal static JsonNode Of(OciHook hook) => JsonPart.Object(hook, static (json, hook) =>
    {
        json.WriteString("path", hook.Path);
        WriteTexts(json, "args", hook.Args);
        WriteTexts(json, "env", hook.Env);
        if (hook.TimeoutSeconds is { } seconds)
            json.WriteNumber("timeout", seconds);
    });

    internal static JsonNode Of(NetDevice device) => JsonPart.Object(device, static (json, device) => json.WriteString("name", device.Name));

    internal static JsonNode Of(IntelRdt rdt) => JsonPart.Object(rdt, static (json, rdt) =>
    {
        WriteSet(json, "closID", rdt.ClosId);
        WriteSet(json, "l3CacheSchema", rdt.L3CacheSchema);
        WriteSet(json, "memBwSchema", rdt.MemBwSchema);
        if (rdt.Schemata is { } schemata)
            WriteTexts(json, "schemata", schemata);
        if (rdt.EnableMonitoring)
            json.WriteBoolean("enableMonitoring", true);
    });

    private static void WriteSet(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0)
            json.WriteString(name, text);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
