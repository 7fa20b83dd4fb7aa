using Coaster.GpuModel;

namespace Coaster.Contract.Devices;

/// <summary>CDI devices that the engine asks for in annotations: <c>cdi.k8s.io/ANYTHING</c> with a list of qualified names.</summary>
internal static class CdiAnnotations
{
    private const string Prefix = "cdi.k8s.io/";

    /// <summary>The names, each once, in the order of the annotations' names.</summary>
    /// <exception cref="CoasterException">Something in a list is no qualified name.</exception>
    public static IReadOnlyList<string> Names(ContainerFacts container)
    {
        var (names, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (key, value) in container.Annotations)
            if (key.StartsWith(Prefix, StringComparison.Ordinal))
                foreach (var name in value.Split(','))
                    if (known.Add(CdiName.IsQualified(name) ? name : throw Malformed(key, name)))
                        names.Add(name);
        return names;
    }

    private static CoasterException Malformed(string annotation, string name) => new(
        $"cannot read the annotation {Shown.Of(annotation)}",
        $"'{Shown.Of(name)}' is no qualified name",
        "Write each device as VENDOR/CLASS=NAME, such as nvidia.com/gpu=0, with commas between them");
}
