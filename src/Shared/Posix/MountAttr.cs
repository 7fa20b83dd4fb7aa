using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary><c>struct mount_attr</c> of mount_setattr(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MountAttr
{
    internal const ulong MS_PRIVATE = 1 << 18;

    internal ulong Set;
    internal ulong Clear;
    internal ulong Propagation;
    internal ulong UserNamespaceFd;
}
