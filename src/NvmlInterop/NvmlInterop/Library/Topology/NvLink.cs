namespace Coaster.NvmlInterop.Library.Topology;

/// <summary>An NVLink that is up.</summary>
/// <param name="Index">Its number on the GPU.</param>
/// <param name="PeerBusId">The PCI address at its other end, or null where the driver does not tell.</param>
/// <param name="ToSwitch">Whether the other end is an NVSwitch, behind which every other GPU is.</param>
/// <param name="Version">The version of NVLink; 0 where unknown.</param>
public readonly record struct NvLink(int Index, string? PeerBusId, bool ToSwitch, int Version);
