namespace Coaster.KubeletApi;

/// <summary>Of which resources kubelet has handed out devices to one container.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name; kubelet tells no UID.</param>
/// <param name="Container">The container's name.</param>
/// <param name="Resources">The resources, each once; empty where it has none. Kubelet names none that it handed out nothing of.</param>
public sealed record PodHoldings(string Namespace, string Pod, string Container, IReadOnlyCollection<string> Resources);
