using Coaster.Oci;

namespace Coaster.Injection;

/// <summary>Edits for whatever image comes, as a CDI specification has them.</summary>
/// <param name="Common">What each container gets that gets any of the devices: control nodes, the driver's files, the env.</param>
/// <param name="OfDevices">The nodes of each device, in the order in which the devices were given.</param>
public sealed record PortableEdits(ContainerEdits Common, IReadOnlyList<IReadOnlyList<DeviceNode>> OfDevices);
