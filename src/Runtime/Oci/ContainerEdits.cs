namespace Coaster.Oci;

/// <summary>
/// What is added to one container; the words are those of the Container Device Interface
/// (https://github.com/cncf-tags/container-device-interface/blob/main/SPEC.md#oci-edits).
/// </summary>
/// <param name="DeviceNodes">Devices and the rules that open them.</param>
/// <param name="Mounts">
/// Bind mounts, made after the container's own, in this order; only one that would hide another goes before that.
/// </param>
/// <param name="Env">Variables as <c>NAME=value</c>; a variable that the container has is replaced.</param>
public sealed record ContainerEdits(
    IReadOnlyList<DeviceNode> DeviceNodes,
    IReadOnlyList<OciMount> Mounts,
    IReadOnlyList<string> Env)
{
    /// <summary>Edits that change nothing.</summary>
    public static ContainerEdits None { get; } = new([], [], []);

    /// <summary>Hooks, run after those of the same stage that the container has.</summary>
    public IReadOnlyList<OciHook> Hooks { get; init; } = [];

    /// <summary>Groups that the container's process is in besides its own; 0 is left out, and so is one that it is in already.</summary>
    public IReadOnlyList<int> AdditionalGids { get; init; } = [];

    /// <summary>Network devices that move into the container.</summary>
    public IReadOnlyList<NetDevice> NetDevices { get; init; } = [];

    /// <summary>The class of service, which takes the place of the container's own; null leaves that as it is.</summary>
    public IntelRdt? IntelRdt { get; init; }

    /// <summary>These edits, then those.</summary>
    public ContainerEdits Then(ContainerEdits next) =>
        new([.. DeviceNodes, .. next.DeviceNodes], [.. Mounts, .. next.Mounts], [.. Env, .. next.Env])
        {
            Hooks = [.. Hooks, .. next.Hooks],
            AdditionalGids = [.. AdditionalGids, .. next.AdditionalGids],
            NetDevices = [.. NetDevices, .. next.NetDevices],
            IntelRdt = next.IntelRdt ?? IntelRdt,
        };
}
