using Coaster.KubeletApi;

namespace Coaster.Kubelet.Ports;

/// <summary>What kubelet has handed out, by its own word.</summary>
/// <param name="client">Asks it; stays the caller's.</param>
public sealed class KubeletPods(PodResourcesClient client) : IKubeletPods
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<PodDevices>> ListAsync(CancellationToken cancellationToken) => client.ListAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PodHoldings>> ListHoldingsAsync(CancellationToken cancellationToken) => client.ListHoldingsAsync(cancellationToken);
}
