namespace Coaster.Oci;

/// <summary>
/// What is added to one container; the words are those of the Container Device Interface
/// (https://github.com/cncf-tags/container-device-interface/blob/main/SPEC.md#oci-edits).
/// </summary>
/// <param name="DeviceNodes">Devices and the rules that open them.</param>
/// <param name="Mounts">Bind mounts, made after the container's own, in this order.</param>
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

    /// <summary>Groups that the container's process is in besides its own.</summary>
    public IReadOnlyList<int> AdditionalGids { get; init; } = [];

    /// <summary>These edits, then those.</summary>
    public ContainerEdits Then(ContainerEdits next) =>
        new([.. DeviceNodes, .. next.DeviceNodes], [.. Mounts, .. next.Mounts], [.. Env, .. next.Env])
        {
            Hooks = [.. Hooks, .. next.Hooks],
            AdditionalGids = [.. AdditionalGids, .. next.AdditionalGids],
        };
}
