using System.Text.Json;
using System.Text.Json.Nodes;

namespace Coaster.Oci;

/// <summary>What a config.json says about devices.</summary>
public static class SpecDevices
{
    /// <summary>The device nodes that the container gets; one without numbers, which the low-level runtime will refuse, is left out.</summary>
    /// <exception cref="OciSpecException">The document is not shaped as the specification says.</exception>
    public static IReadOnlyList<DeviceNode> Of(BundleSpec spec)
    {
        var nodes = new List<DeviceNode>();
        foreach (var item in spec.Root.Child("linux")?.List("devices") ?? [])
            if (item is JsonObject device && Node(device) is { } node)
                nodes.Add(node);
        return nodes;
    }

    /// <summary>Whether a rule lets the container open every device there is, as those of privileged containers do.</summary>
    /// <exception cref="OciSpecException">The document is not shaped as the specification says.</exception>
    public static bool AllowsAll(BundleSpec spec) =>
        (spec.Root.Child("linux")?.Child("resources")?.List("devices") ?? []).OfType<JsonObject>().Any(IsWildcard);

    private static DeviceNode? Node(JsonObject device) =>
        device.Text("path") is { } path && device.Text("type") is [var type] && Number(device, "major") is { } major && Number(device, "minor") is { } minor
            ? new DeviceNode(path, major, minor, Type: type)
            : null;

    private static bool IsWildcard(JsonObject rule) =>
        rule.Value("allow") is { } allow && allow.GetValueKind() == JsonValueKind.True
        && rule.Text("type") is null or "" or "a" or "c"
        && Number(rule, "major") is null or < 0
        && Number(rule, "minor") is null or < 0;

    private static int? Number(JsonObject parent, string name) =>
        parent.Value(name) is { } value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var number) ? number : null;
}
