using Coaster.GpuModel.Bookings;

namespace Coaster.PodBookings;

/// <summary>Whose pods are watched, where the books are kept, and the bounds.</summary>
/// <param name="Node">The node's name in the cluster.</param>
/// <param name="Folder">The folder for the accepted bookings and the keys; made when it is missing, for root alone.</param>
/// <param name="KeyNamespace">The namespace of the ConfigMap with the scheduler's public keys.</param>
/// <param name="KeyName">The name of that ConfigMap.</param>
public sealed record PodBookingSettings(string Node, string Folder, string KeyNamespace, string KeyName)
{
    /// <summary>What the shares of a GPU may add up to.</summary>
    public ShareBounds Bounds { get; init; } = ShareBounds.Default;

    /// <summary>How long a question waits for the API server at most.</summary>
    public TimeSpan LookupBound { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For how long the API server is not asked again about a pod.</summary>
    public TimeSpan LookupMemory { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often pods that the watch has never told of are looked for.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many pods are kept.</summary>
    public int MaxPods { get; init; } = 4096;
}
