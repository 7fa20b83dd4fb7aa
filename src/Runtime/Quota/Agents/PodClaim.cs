using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.Quota.Agents;

/// <summary>What the cluster booked for a container of a pod, as the node's agent tells it.</summary>
/// <param name="Booking">What it holds; the owner is the OCI container id, and there is one container.</param>
/// <param name="Devices">The booked GPUs, and no others.</param>
/// <param name="DriverRoot">The driver that they belong to.</param>
public sealed record PodClaim(Booking Booking, NodeInventory Devices, string DriverRoot);
