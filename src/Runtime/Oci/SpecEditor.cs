using System.Text.Json.Nodes;

namespace Coaster.Oci;

/// <summary>
/// Applies edits to a config.json. Devices go into both lists, <c>linux.devices</c> and <c>linux.resources.devices</c>: the low-level
/// runtime, systemd and kubelet then know the rule, and keep it when they write the container's rules again.
/// </summary>
public static class SpecEditor
{
    /// <summary>Applies the edits; on an exception the tree must be thrown away.</summary>
    /// <exception cref="OciSpecException">The document is not shaped as the specification says.</exception>
    public static void Apply(JsonObject spec, ContainerEdits edits)
    {
        AddDevices(spec, LastOfEach(edits.DeviceNodes, node => node.Path));
        AddMounts(spec, LastOfEach(edits.Mounts, mount => mount.Destination));
        SetEnv(spec, LastOfEach(edits.Env, NameOf));
        AddHooks(spec, edits.Hooks);
        AddGids(spec, edits.AdditionalGids);
    }

    /// <summary>Edits replace what is there, and so what stands before them in the same list.</summary>
    private static List<T> LastOfEach<T>(IReadOnlyList<T> edits, Func<T, string> key) => [.. edits.Reverse().DistinctBy(key).Reverse()];

    private static void AddDevices(JsonObject spec, List<DeviceNode> nodes)
    {
        if (nodes.Count == 0)
            return;
        var linux = spec.ChildOrNew("linux");
        var devices = linux.ListOrNew("devices");
        var rules = linux.ChildOrNew("resources").ListOrNew("devices");
        RemoveWhere(devices, "path", nodes.Select(node => node.Path));
        foreach (var node in nodes)
        {
            devices.Add(Device(node));
            rules.Add(Rule(node));
        }
    }

    private static JsonNode Device(DeviceNode node) => JsonPart.Object(json =>
    {
        json.WriteString("path", node.Path);
        json.WriteString("type", $"{node.Type}");
        json.WriteNumber("major", node.Major);
        json.WriteNumber("minor", node.Minor);
        json.WriteNumber("fileMode", node.FileMode);
        json.WriteNumber("uid", node.Uid);
        json.WriteNumber("gid", node.Gid);
    });

    private static JsonNode Rule(DeviceNode node) => JsonPart.Object(json =>
    {
        json.WriteBoolean("allow", true);
        json.WriteString("type", $"{node.Type}");
        json.WriteNumber("major", node.Major);
        json.WriteNumber("minor", node.Minor);
        json.WriteString("access", node.Access);
    });

    private static void AddMounts(JsonObject spec, List<OciMount> mounts)
    {
        if (mounts.Count == 0)
            return;
        var list = spec.ListOrNew("mounts");
        RemoveWhere(list, "destination", mounts.Select(mount => mount.Destination));
        foreach (var mount in mounts)
            list.Add(Mount(mount));
    }

    private static JsonNode Mount(OciMount mount) => JsonPart.Object(json =>
    {
        json.WriteString("destination", mount.Destination);
        json.WriteString("type", mount.Type);
        json.WriteString("source", mount.Source);
        WriteTexts(json, "options", mount.Options);
    });

    private static void SetEnv(JsonObject spec, List<string> variables)
    {
        if (variables.Count == 0)
            return;
        var env = spec.ChildOrNew("process").ListOrNew("env");
        var names = variables.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var present = env.Strings().ToList();
        for (var i = present.Count - 1; i >= 0; i--)
            if (names.Contains(NameOf(present[i])))
                env.RemoveAt(i);
        foreach (var variable in variables)
            env.Add(JsonPart.Text(variable));
    }

    private static void AddHooks(JsonObject spec, IReadOnlyList<OciHook> hooks)
    {
        foreach (var hook in hooks)
            spec.ChildOrNew("hooks").ListOrNew(NameOf(hook.Stage)).Add(Hook(hook));
    }

    private static JsonNode Hook(OciHook hook) => JsonPart.Object(json =>
    {
        json.WriteString("path", hook.Path);
        WriteTexts(json, "args", hook.Args);
        WriteTexts(json, "env", hook.Env);
        if (hook.TimeoutSeconds is { } seconds)
            json.WriteNumber("timeout", seconds);
    });

    private static string NameOf(HookStage stage) => stage switch
    {
        HookStage.Prestart => "prestart",
        HookStage.CreateRuntime => "createRuntime",
        HookStage.CreateContainer => "createContainer",
        HookStage.StartContainer => "startContainer",
        HookStage.Poststart => "poststart",
        _ => "poststop",
    };

    private static void AddGids(JsonObject spec, IReadOnlyList<int> gids)
    {
        foreach (var gid in gids)
            spec.ChildOrNew("process").ChildOrNew("user").ListOrNew("additionalGids").Add(JsonPart.Number(gid));
    }

    private static void WriteTexts(System.Text.Json.Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string NameOf(string variable) => variable.Split('=', 2)[0];

    /// <summary>An engine may have put the same thing there already, as <c>docker run --device /dev/nvidia0</c> does.</summary>
    private static void RemoveWhere(JsonArray list, string member, IEnumerable<string> values)
    {
        var unwanted = values.ToHashSet(StringComparer.Ordinal);
        for (var i = list.Count - 1; i >= 0; i--)
            if (list[i] is JsonObject item && item.Text(member) is { } value && unwanted.Contains(value))
                list.RemoveAt(i);
    }
}
