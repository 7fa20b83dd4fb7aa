using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.Agent.Server;

/// <summary>What a container of a pod holds.</summary>
/// <param name="Container">Its part of the pod's booking.</param>
/// <param name="Devices">The GPUs that it names, and no other.</param>
/// <param name="DriverRoot">The driver that they belong to.</param>
internal sealed record Claimed(ContainerBooking Container, NodeInventory Devices, string DriverRoot);
