namespace Coaster.KubeletApi;

/// <summary>What kubelet has handed out to one container.</summary>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name; kubelet tells no UID.</param>
/// <param name="Container">The container's name.</param>
/// <param name="DeviceIds">The ids by resource, each once; empty where it has none.</param>
public sealed record PodDevices(string Namespace, string Pod, string Container, IReadOnlyDictionary<string, IReadOnlyList<string>> DeviceIds)
{
    /// <summary>The same without the ids.</summary>
    public PodHoldings Holdings => new(Namespace, Pod, Container, [.. DeviceIds.Where(held => held.Value.Count > 0).Select(held => held.Key)]);
}
