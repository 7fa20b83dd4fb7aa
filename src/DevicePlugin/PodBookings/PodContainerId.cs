namespace Coaster.PodBookings;

/// <summary>A container of a pod, as the container engine names it. All of it may be anything: it is compared, never believed.</summary>
/// <param name="PodUid">The pod's UID.</param>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name in the pod.</param>
public sealed record PodContainerId(string PodUid, string Namespace, string Pod, string Container);
