using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary>The beginning of <c>struct statx</c> of statx(2), which is the same on every architecture; <c>struct stat</c> is not.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    internal const uint STATX_TYPE = 1;
    internal const uint STATX_BASIC_STATS = 0x7FF;
    internal const ulong STATX_ATTR_MOUNT_ROOT = 0x2000;
    internal const int AT_EMPTY_PATH = 0x1000;
    internal const int AT_SYMLINK_NOFOLLOW = 0x100;
    internal const int S_IFMT = 0xF000;
    internal const int S_IFREG = 0x8000;
    internal const int S_IFDIR = 0x4000;
    internal const int S_IFCHR = 0x2000;
    internal const int S_IFBLK = 0x6000;
    internal const int S_IFIFO = 0x1000;
    internal const int S_IFLNK = 0xA000;
    internal const int AT_FDCWD = -100;

    [FieldOffset(8)]
    internal ulong Attributes;

    [FieldOffset(20)]
    internal uint Uid;

    [FieldOffset(24)]
    internal uint Gid;

    [FieldOffset(28)]
    internal ushort Mode;

    [FieldOffset(40)]
    internal ulong Size;

    [FieldOffset(128)]
    internal uint DeviceMajor;

    [FieldOffset(132)]
    internal uint DeviceMinor;
}
