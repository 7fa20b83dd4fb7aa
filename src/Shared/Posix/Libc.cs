using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary>
/// The C library's functions, as they are declared in its headers: nothing here decides anything. What .NET itself offers is not repeated.
/// </summary>
internal static unsafe partial class Libc
{
    private const string Name = "libc";

    [LibraryImport(Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int open(string path, int flags, uint mode);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial int close(int fd);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial int flock(int fd, int operation);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial int fsync(int fd);

    // Variadic in C; on x86-64 and aarch64 Linux a pointer behind the dots is passed as any other.
    [LibraryImport(Name, SetLastError = true)]
    internal static partial int fcntl(int fd, int command, Flock* argument);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial long syscall(long number, long a, long b, long c, long d);

    [LibraryImport(Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mount(string? source, string target, string? type, ulong flags, string? data);

    [LibraryImport(Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int umount2(string target, int flags);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial int execv(byte* path, byte** argv);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial uint geteuid();

    [LibraryImport(Name, SetLastError = true)]
    internal static partial nint signal(int number, nint handler);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial int poll(PollFd* fds, ulong count, int timeoutMilliseconds);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial long readlink(byte* path, byte* buffer, nuint size);

    [LibraryImport(Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mknod(string path, uint mode, ulong device);

    [LibraryImport(Name, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int link(string existing, string path);

    [LibraryImport(Name)]
    internal static partial uint umask(uint mask);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial int statx(int directory, byte* path, int flags, uint mask, Statx* result);

    [LibraryImport(Name, SetLastError = true)]
    internal static partial int waitpid(int pid, int* status, int options);

    // The spawn family returns the error instead of setting errno. Its two objects are opaque; glibc's take 336 and 80 bytes.
    [LibraryImport(Name)]
    internal static partial int posix_spawn(int* pid, byte* path, void* actions, void* attributes, byte** argv, byte** envp);

    [LibraryImport(Name)]
    internal static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport(Name, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int posix_spawn_file_actions_addopen(void* actions, int fd, string path, int flags, uint mode);

    [LibraryImport(Name)]
    internal static partial int posix_spawn_file_actions_addclosefrom_np(void* actions, int from);

    [LibraryImport(Name)]
    internal static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport(Name)]
    internal static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport(Name)]
    internal static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport(Name)]
    internal static partial int posix_spawnattr_destroy(void* attributes);
}
