using Coaster.Posix;

namespace Coaster.LiveRoot;

/// <summary>The options of a bind mount, as the edits write them, in the kernel's terms.</summary>
internal static class MountOptions
{
    internal static MountAttributes Of(IReadOnlyList<string> options) =>
        options.Aggregate(MountAttributes.None, (attributes, option) => attributes | Of(option));

    private static MountAttributes Of(string option) => option switch
    {
        "ro" => MountAttributes.ReadOnly,
        "nosuid" => MountAttributes.NoSuid,
        "nodev" => MountAttributes.NoDevices,
        "noexec" => MountAttributes.NoExec,
        _ => MountAttributes.None,
    };
}
