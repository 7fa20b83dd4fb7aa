using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary>The beginning of <c>struct statx</c> of statx(2), which is the same on every architecture; <c>struct stat</c> is not.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    internal const uint STATX_TYPE = 1;
    internal const int AT_EMPTY_PATH = 0x1000;
    internal const int S_IFMT = 0xF000;
    internal const int S_IFREG = 0x8000;

    [FieldOffset(28)]
    internal ushort Mode;
}
