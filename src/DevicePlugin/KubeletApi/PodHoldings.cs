namespace Coaster.KubeletApi;

/// <summary>Of which resources kubelet has handed out devices to one container.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name; kubelet tells no UID.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Resources">The resources; empty where it has none.</param>
public sealed record PodHoldings(string Namespace, string Pod, string Container, IReadOnlyCollection<string> Resources);
