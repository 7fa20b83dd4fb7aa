using Coaster.Oci;

namespace Coaster.Cdi.Model;

/// <summary>Edits as a specification writes them; what it leaves out is looked up when they are applied.</summary>
/// <param name="DeviceNodes">Device nodes.</param>
/// <param name="Mounts">Mounts.</param>
/// <param name="Env">Variables.</param>
internal sealed record CdiEdits(IReadOnlyList<CdiDeviceNode> DeviceNodes, IReadOnlyList<CdiMount> Mounts, IReadOnlyList<string> Env)
{
    internal static CdiEdits None { get; } = new([], [], []);

    internal IReadOnlyList<OciHook> Hooks { get; init; } = [];

    internal IReadOnlyList<int> AdditionalGids { get; init; } = [];

    internal IReadOnlyList<NetDevice> NetDevices { get; init; } = [];

    internal IntelRdt? IntelRdt { get; init; }

    internal bool IsEmpty =>
        DeviceNodes.Count + Mounts.Count + Env.Count + Hooks.Count + AdditionalGids.Count + NetDevices.Count == 0 && IntelRdt is null;
}
