using Coaster.KubeletApi;

namespace Coaster.Kubelet.Ports;

/// <summary>What kubelet has handed out.</summary>
public interface IKubeletPods
{
    /// <summary>Every container of the pods that kubelet has admitted or is admitting, those without devices too.</summary>
    /// <exception cref="PodResourcesException">Kubelet did not tell.</exception>
    Task<IReadOnlyList<PodDevices>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The same without the ids, which is the sooner the more devices there are.</summary>
    /// <exception cref="PodResourcesException">Kubelet did not tell.</exception>
    Task<IReadOnlyList<PodHoldings>> ListHoldingsAsync(CancellationToken cancellationToken);
}
