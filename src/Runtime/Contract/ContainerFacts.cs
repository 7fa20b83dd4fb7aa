using System.Text.Json.Nodes;
using Coaster.Oci;

namespace Coaster.Contract;

/// <summary>The parts of a config.json in which a container can ask for GPUs.</summary>
/// <param name="spec">The config.json.</param>
internal sealed class ContainerFacts(BundleSpec spec)
{
    private const string Administrator = "CAP_SYS_ADMIN";

    /// <summary>Its variables.</summary>
    public Variables Variables { get; } = new(spec.Env);

    /// <summary>Its annotations, by name.</summary>
    public SortedDictionary<string, string> Annotations { get; } = new(Texts(spec.Root.Part<JsonObject>("annotations")), StringComparer.Ordinal);

    /// <summary>Whether it may do what only a privileged container may; the engine decides that, never the image.</summary>
    public bool IsPrivileged { get; } = Bounding(spec).Contains(Administrator);

    /// <summary>The places inside the container at which <c>/dev/null</c> is mounted.</summary>
    public IReadOnlyList<string> NullMounts { get; } = FindNullMounts(spec);

    private static List<string> FindNullMounts(BundleSpec spec)
    {
        var places = new List<string>();
        foreach (var item in spec.Root.Part<JsonArray>("mounts").OrEmpty())
            if (item is JsonObject mount && mount.Text("source") == "/dev/null" && mount.Text("destination") is { } place)
                places.Add(place);
        return places;
    }

    private static List<string> Bounding(BundleSpec spec)
    {
        var names = new List<string>();
        foreach (var item in (spec.Root.Part<JsonObject>("process")?.Part<JsonObject>("capabilities")?.Part<JsonArray>("bounding")).OrEmpty())
            names.Add(SpecShape.AsText(item, $"process.capabilities.bounding[{names.Count}]"));
        return names;
    }

    private static Dictionary<string, string> Texts(JsonObject? annotations) =>
        (annotations?.Names() ?? []).ToDictionary(name => name, name => annotations!.Text(name) ?? "", StringComparer.Ordinal);
}
