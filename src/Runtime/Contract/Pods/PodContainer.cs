using Coaster.GpuModel;
using Coaster.GpuModel.Bookings;
using Coaster.Oci;

namespace Coaster.Contract.Pods;

/// <summary>
/// Who a container is in Kubernetes, by what containerd or CRI-O wrote into its config.json. The UID stands in the cgroup's path too, which kubelet
/// chose; the two have to agree.
/// </summary>
public sealed class PodContainer
{
    private const string Sandbox = "sandbox";
    private const string Member = "container";
    private readonly BundleSpec _spec;
    private readonly PodNames _names;
    private readonly string? _told;

    private PodContainer(BundleSpec spec, PodNames names)
    {
        (_spec, _names) = (spec, names);
        var annotated = spec.Annotation(names.Uid);
        var byCgroup = PodCgroup.UidOf(spec.CgroupsPath);
        if (annotated is not null && byCgroup is not null && annotated != byCgroup)
            throw Refused($"its annotation {names.Uid} is '{Shown.Of(annotated)}', and its cgroup is of the pod {byCgroup}");
        _told = annotated ?? byCgroup;
    }

    /// <summary>The pod's UID, or null when nothing tells it; it can be a file name.</summary>
    public string? Uid => _told is not null && Identifiers.IsName(_told) ? _told : null;

    /// <summary>Whether it only holds a pod's namespaces.</summary>
    /// <param name="spec">The config.json.</param>
    /// <exception cref="OciSpecException">The document is not shaped as the specification says.</exception>
    public static bool IsSandbox(BundleSpec spec) =>
        spec.Annotation(PodNames.Containerd.Type) == Sandbox || spec.Annotation(PodNames.Crio.Type) == Sandbox;

    /// <summary>The pod's container, or null when it is none.</summary>
    /// <param name="spec">The config.json.</param>
    /// <exception cref="CoasterException">Annotation and cgroup tell of different pods.</exception>
    /// <exception cref="OciSpecException">The document is not shaped as the specification says.</exception>
    public static PodContainer? TryRead(BundleSpec spec) =>
        spec.Annotation(PodNames.Containerd.Type) == Member ? new PodContainer(spec, PodNames.Containerd)
        : spec.Annotation(PodNames.Crio.Type) == Member ? new PodContainer(spec, PodNames.Crio)
        : null;

    /// <summary>
    /// All that tells it from every other container of the cluster. Old runtimes do not write everything, which only matters to who holds GPUs.
    /// </summary>
    /// <exception cref="CoasterException">Something of it is not told, or is no name of Kubernetes'.</exception>
    /// <exception cref="OciSpecException">The document is not shaped as the specification says.</exception>
    public PodOwner Owner() => new(
        Checked(_told, _names.Uid, Identifiers.IsName),
        Checked(_spec.Annotation(_names.Namespace), _names.Namespace, Identifiers.IsNodeName),
        Checked(_spec.Annotation(_names.Pod), _names.Pod, Identifiers.IsNodeName),
        Checked(_spec.Annotation(_names.Container), _names.Container, Identifiers.IsName));

    private static string Checked(string? text, string name, Func<string, bool> accepts) =>
        text is null
            ? throw new CoasterException("cannot start the container", $"it is a pod's, and has no annotation {name}", "Use a newer containerd or CRI-O")
        : accepts(text) ? text
        : throw Refused($"its annotation {name} is '{Shown.Of(text)}', and nothing in Kubernetes is called that");

    private static CoasterException Refused(string why) =>
        new("cannot start the container", why, "Find out who writes its config.json: annotations of that name are containerd's and CRI-O's alone");
}
