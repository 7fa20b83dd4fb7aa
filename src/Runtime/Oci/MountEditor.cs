using System.Text.Json.Nodes;

namespace Coaster.Oci;

/// <summary>Adds mounts to a config.json. They are made in their order, so each goes before those that it would hide.</summary>
internal static class MountEditor
{
    internal static void Add(JsonObject spec, List<OciMount> mounts)
    {
        if (mounts.Count == 0)
            return;
        var list = spec.ListOrNew("mounts");
        list.RemoveWhere("destination", mounts.ConvertAll(mount => mount.Destination));
        var destinations = list.Select(item => (item as JsonObject)?.Text("destination") ?? "").ToList();
        var parts = SpecPart.Mounts(mounts);
        for (var i = 0; i < mounts.Count; i++)
        {
            var below = mounts[i].Destination.TrimEnd('/') + "/";
            var at = destinations.FindIndex(other => other.StartsWith(below, StringComparison.Ordinal));
            var place = at < 0 ? destinations.Count : at;
            list.Insert(place, parts[i]);
            destinations.Insert(place, mounts[i].Destination);
        }
    }
}
