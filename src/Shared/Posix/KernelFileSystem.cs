namespace Coaster.Posix;

/// <summary>File systems whose files are the kernel's own words, told by their numbers in linux/magic.h.</summary>
public static unsafe class KernelFileSystem
{
    private const int StructBytes = 256;
    private static readonly long[] Numbers = [0x9fa0, 0x62656572, 0x27e0eb, 0x63677270, 0x64626720, 0x74726163, 0xcafe4a11, 0x73636673];

    /// <summary>Whether the file is one of proc, sysfs, cgroup, cgroup2, debugfs, tracefs, bpf or securityfs.</summary>
    /// <exception cref="PosixException">The kernel refuses.</exception>
    public static bool Holds(Fd fd)
    {
        // struct statfs begins with the file system's number on every 64-bit architecture; its whole size is 120 bytes.
        var status = stackalloc long[StructBytes / sizeof(long)];
        return Libc.fstatfs(fd.Number, status) == 0
            ? Array.IndexOf(Numbers, status[0]) >= 0
            : throw PosixException.Last($"statfs {fd.ProcPath}");
    }
}
