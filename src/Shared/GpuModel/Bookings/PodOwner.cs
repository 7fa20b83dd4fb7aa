namespace Coaster.GpuModel.Bookings;

/// <summary>The container of a pod, as Kubernetes names it; what it holds was booked by the cluster.</summary>
/// <param name="Uid">The pod's UID; it can be a file name.</param>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Name">The pod's name.</param>
/// <param name="Container">The container's name within the pod.</param>
public sealed record PodOwner(string Uid, string Namespace, string Name, string Container)
{
    /// <summary>The name to show to people: <c>namespace/pod/container</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}/{Container}";

    /// <summary>Whether every part is one that Kubernetes can have made.</summary>
    public bool IsValid() =>
        Identifiers.IsName(Uid) && Identifiers.IsNodeName(Namespace) && Identifiers.IsNodeName(Name) && Identifiers.IsName(Container);
}
