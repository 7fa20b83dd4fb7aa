using Coaster.Slicing.Allocation;

namespace Coaster.Kubelet;

/// <summary>A container on this node with a booking that was accepted.</summary>
/// <param name="Name">Which.</param>
/// <param name="Devices">What is booked for it of one resource.</param>
/// <param name="IsFinished">Whether its pod has ended, so that kubelet asks for it no more.</param>
/// <param name="Created">When its pod was made, by the API server's clock; the earliest of all times where that is not known.</param>
public sealed record BookedPodContainer(PodContainerName Name, OutstandingBooking Devices, bool IsFinished, DateTimeOffset Created = default);
