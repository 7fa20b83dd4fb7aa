namespace Coaster.Oci;

/// <summary>A device that a container gets, with the rule that lets it be opened.</summary>
/// <param name="Path">Where it appears inside the container.</param>
/// <param name="Major">The major number; always a concrete one, since a wildcard would open other people's devices.</param>
/// <param name="Minor">The minor number.</param>
/// <param name="FileMode">The permission bits of the node.</param>
/// <param name="Uid">The node's owner.</param>
/// <param name="Gid">The node's group.</param>
/// <param name="Type"><c>c</c> or <c>u</c> for a character device, <c>b</c> for a block device, <c>p</c> for a FIFO.</param>
/// <param name="Access">What the rule allows: any of <c>r</c>, <c>w</c> and <c>m</c> (mknod); without a letter there is no rule.</param>
public sealed record DeviceNode(
    string Path, int Major, int Minor, int FileMode = 0b110_110_110, int Uid = 0, int Gid = 0, char Type = 'c', string Access = "rw")
{
    /// <summary>Whether the node belongs to the user that the container's process runs as, and not to <see cref="Uid"/>.</summary>
    public bool OwnedByUser { get; init; }

    /// <summary>Whether the node belongs to that user's group, and not to <see cref="Gid"/>.</summary>
    public bool OwnedByGroup { get; init; }
}
