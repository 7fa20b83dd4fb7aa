using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary>The calls that work on mounts and files by descriptors.</summary>
internal static unsafe partial class Libc
{
    [LibraryImport(Name, EntryPoint = "syscall", SetLastError = true)]
    internal static partial long syscall5(long number, long a, long b, long c, long d, long e);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial int setns(int fd, int type);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial int unshare(int flags);

    [LibraryImport(Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int openat(int directory, string name, int flags, uint mode);

    [LibraryImport(Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mkdirat(int directory, string name, uint mode);

    [LibraryImport(Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mknodat(int directory, string name, uint mode, ulong device);

    [LibraryImport(Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int unlinkat(int directory, string name, int flags);

    [LibraryImport(Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int fchownat(int directory, string name, uint uid, uint gid, int flags);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial int fstatfs(int fd, void* status);
}
