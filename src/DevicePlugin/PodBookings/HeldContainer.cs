using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Pods;

namespace Coaster.PodBookings;

/// <summary>A container and what its accepted booking gives it.</summary>
/// <param name="Pod">Its pod.</param>
/// <param name="Booking">What it holds.</param>
/// <param name="Resources">What it asks for: whole amounts by the names of <c>ten.ai/</c> resources; empty when it asks for none.</param>
/// <param name="IsInit">Whether it runs before the pod's other containers, and ends.</param>
/// <param name="IsSidecar">Whether it starts with the init containers, and stays.</param>
/// <param name="IsFinished">Whether it was told to have ended; kubelet may start it again.</param>
/// <param name="Created">When its pod was made, by the API server's clock; the earliest of all times while only the disk has told of it.</param>
public sealed record HeldContainer(
    PodName Pod, ContainerBooking Booking, IReadOnlyDictionary<string, int> Resources, bool IsInit, bool IsSidecar, bool IsFinished, DateTimeOffset Created);
