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
    IReadOnlyList<BindMount> Mounts,
    IReadOnlyList<string> Env)
{
    /// <summary>Edits that change nothing.</summary>
    public static ContainerEdits None { get; } = new([], [], []);

    /// <summary>These edits, then those.</summary>
    public ContainerEdits Then(ContainerEdits next) =>
        new([.. DeviceNodes, .. next.DeviceNodes], [.. Mounts, .. next.Mounts], [.. Env, .. next.Env]);
}
