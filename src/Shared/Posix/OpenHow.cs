using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary><c>struct open_how</c> of openat2(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    internal const ulong RESOLVE_NO_MAGICLINKS = 0x02;
    internal const ulong RESOLVE_IN_ROOT = 0x10;

    internal ulong Flags;
    internal ulong Mode;
    internal ulong Resolve;
}
