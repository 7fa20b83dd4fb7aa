namespace Coaster.Kubelet.Ports;

/// <summary>What is booked on this node, as far as is known. Called from any thread.</summary>
public interface IBookedContainers
{
    /// <summary>Every container on this node with an accepted booking that asks for the resource, the one that was booked first before.</summary>
    /// <param name="resource">The resource's name.</param>
    IReadOnlyList<BookedPodContainer> Of(string resource);

    /// <summary>Whether the watch has brought this pod, with a booking or without.</summary>
    /// <param name="ns">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    bool Knows(string ns, string pod);

    /// <summary>Reads a pod that the watch has not brought yet; afterwards its bookings are known.</summary>
    /// <param name="ns">The pod's namespace.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="cancellationToken">Ends it at its bound.</param>
    Task LookAsync(string ns, string pod, CancellationToken cancellationToken);
}
