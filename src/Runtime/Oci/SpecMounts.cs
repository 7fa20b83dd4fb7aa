using System.Text.Json.Nodes;

namespace Coaster.Oci;

/// <summary>What a config.json says about mounts.</summary>
public static class SpecMounts
{
    /// <summary>The container's mounts in their order.</summary>
    /// <exception cref="OciSpecException">The document is not shaped as the specification says.</exception>
    public static IEnumerable<OciMount> Of(BundleSpec spec)
    {
        foreach (var item in spec.Root.List("mounts") ?? [])
            if (item is JsonObject mount)
                yield return new OciMount(
                    mount.Text("source") ?? "",
                    mount.Text("destination") ?? "",
                    [.. mount.List("options")?.Strings() ?? []],
                    mount.Text("type") ?? "");
    }
}
