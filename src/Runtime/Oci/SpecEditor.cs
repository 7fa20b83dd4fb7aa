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
        AddNetDevices(spec, LastOfEach(edits.NetDevices, device => device.HostInterface));
        MountEditor.Add(spec, LastOfEach(edits.Mounts, mount => mount.Destination));
        SetEnv(spec, LastOfEach(edits.Env, NameOf));
        AddHooks(spec, edits.Hooks);
        AddGids(spec, edits.AdditionalGids);
        if (edits.IntelRdt is { } rdt)
            spec.ChildOrNew("linux").Put("intelRdt", SpecPart.Of(rdt));
    }

    /// <summary>Edits replace what is there, and so what stands before them in the same list.</summary>
    private static List<T> LastOfEach<T>(IReadOnlyList<T> edits, Func<T, string> key)
        where T : class
    {
        var (last, keys) = (new List<T>(edits.Count), new HashSet<string>(StringComparer.Ordinal));
        for (var i = edits.Count - 1; i >= 0; i--)
            if (keys.Add(key(edits[i])))
                last.Add(edits[i]);
        last.Reverse();
        return last;
    }

    private static void AddDevices(JsonObject spec, List<DeviceNode> nodes)
    {
        if (nodes.Count == 0)
            return;
        var linux = spec.ChildOrNew("linux");
        var devices = linux.ListOrNew("devices");
        var rules = linux.ChildOrNew("resources").ListOrNew("devices");
        devices.RemoveWhere("path", nodes.ConvertAll(node => node.Path));
        Append(devices, SpecPart.Devices(nodes, node => (Owner(spec, node.OwnedByUser, "uid", node.Uid), Owner(spec, node.OwnedByGroup, "gid", node.Gid))));
        Append(rules, SpecPart.Rules(nodes.FindAll(node => node is { Type: 'b' or 'c', Access.Length: > 0 })));
    }

    private static void Append(JsonArray list, List<JsonObject> parts)
    {
        foreach (var part in parts)
            list.Add((JsonNode)part);
    }

    private static long Owner(JsonObject spec, bool ofProcess, string name, int number) =>
        ofProcess ? spec.Child("process")?.Child("user")?.Number(name) ?? 0 : number;

    private static void AddNetDevices(JsonObject spec, List<NetDevice> devices)
    {
        foreach (var device in devices)
            spec.ChildOrNew("linux").ChildOrNew("netDevices").Put(device.HostInterface, SpecPart.Of(device));
    }

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
            spec.ChildOrNew("hooks").ListOrNew(hook.Stage.Word()).Add(SpecPart.Of(hook));
    }

    private static void AddGids(JsonObject spec, IReadOnlyList<int> gids)
    {
        if (gids.All(gid => gid == 0))
            return;
        var list = spec.ChildOrNew("process").ChildOrNew("user").ListOrNew("additionalGids");
        var present = list.Numbers().ToHashSet();
        foreach (var gid in gids)
            if (gid != 0 && present.Add(gid))
                list.Add(JsonPart.Number(gid));
    }

    private static string NameOf(string variable) => variable.Split('=', 2)[0];
}
