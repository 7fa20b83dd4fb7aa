namespace Coaster.Contract.Pods;

/// <summary>The annotations in which a CRI runtime tells who a container is.</summary>
/// <param name="Type"><c>container</c> or <c>sandbox</c>.</param>
/// <param name="Uid">The pod's UID.</param>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name.</param>
internal sealed record PodNames(string Type, string Uid, string Namespace, string Pod, string Container)
{
    /// <summary>containerd's (https://github.com/containerd/containerd/blob/main/internal/cri/annotations/annotations.go); the UID came with 1.7.</summary>
    public static PodNames Containerd { get; } = new(
        "io.kubernetes.cri.container-type",
        "io.kubernetes.cri.sandbox-uid",
        "io.kubernetes.cri.sandbox-namespace",
        "io.kubernetes.cri.sandbox-name",
        "io.kubernetes.cri.container-name");

    /// <summary>CRI-O's: its own word for the type, and kubelet's labels, which it writes as annotations.</summary>
    public static PodNames Crio { get; } = new(
        "io.kubernetes.cri-o.ContainerType",
        "io.kubernetes.pod.uid",
        "io.kubernetes.pod.namespace",
        "io.kubernetes.pod.name",
        "io.kubernetes.container.name");
}
