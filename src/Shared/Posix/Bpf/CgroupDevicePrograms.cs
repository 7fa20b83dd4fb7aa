using System.Runtime.InteropServices;

namespace Coaster.Posix.Bpf;

/// <summary>The device programs of one cgroup, version 2.</summary>
public sealed class CgroupDevicePrograms : IDisposable
{
    // The kernel's BPF_CGROUP_MAX_PROGS for one cgroup; those of all the cgroups above add up.
    private const int AtFirst = 64;
    private const int AtMost = 1 << 14;
    private const int ENOSPC = 28;
    private readonly string _folder;
    private readonly Fd _fd;

    private CgroupDevicePrograms(string folder, Fd fd) => (_folder, _fd) = (folder, fd);

    /// <summary>Opens the cgroup.</summary>
    /// <exception cref="PosixException">It is not there.</exception>
    public static CgroupDevicePrograms Open(string folder)
    {
        var fd = Libc.open(folder, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_CLOEXEC, 0);
        return fd < 0 ? throw PosixException.Last($"open {folder}") : new CgroupDevicePrograms(folder, new Fd(fd));
    }

    /// <summary>The programs that were attached to this very cgroup.</summary>
    /// <exception cref="PosixException">It is no cgroup of version 2, or this process may not ask.</exception>
    public AttachedPrograms Attached() => Query(0);

    /// <summary>
    /// The programs that decide for its processes: its own and those of the cgroups above; <see cref="AttachedPrograms.Mode"/> says nothing.
    /// </summary>
    /// <exception cref="PosixException">It is no cgroup of version 2, or this process may not ask.</exception>
    public AttachedPrograms Effective() => Query(BpfProgramQuery.BPF_F_QUERY_EFFECTIVE);

    /// <summary>
    /// Attaches a program: beside the others with <see cref="BpfAttachMode.Multiple"/>, in the place of the one there otherwise.
    /// </summary>
    /// <exception cref="PosixException">The programs there, or those of a cgroup above, were attached in another mode; or the kernel refuses.</exception>
    public void Attach(DeviceProgram program, BpfAttachMode mode) =>
        Attach(new BpfProgramAttach { Program = program.Fd.Number, Flags = (uint)mode });

    /// <summary>Puts a program in the place of another at once: there is no moment at which neither decides. Needs Linux 5.6.</summary>
    /// <param name="old">One that was attached with <see cref="BpfAttachMode.Multiple"/>.</param>
    /// <param name="program">The one that takes its place.</param>
    /// <exception cref="PosixException">The old one is not attached any more (ENOENT), the kernel cannot do it (EINVAL), or it refuses.</exception>
    public void Replace(DeviceProgram old, DeviceProgram program) => Attach(new BpfProgramAttach
    {
        Program = program.Fd.Number,
        Flags = (uint)BpfAttachMode.Multiple | BpfProgramAttach.BPF_F_REPLACE,
        Replaced = old.Fd.Number,
    });

    /// <inheritdoc/>
    public void Dispose() => _fd.Dispose();

    private unsafe void Attach(BpfProgramAttach attributes)
    {
        attributes.Target = _fd.Number;
        attributes.Type = BpfProgramAttach.BPF_CGROUP_DEVICE;
        if (BpfSystemCall.Run(BpfSystemCall.BPF_PROG_ATTACH, &attributes) < 0)
            throw PosixException.Last($"attach a device program to {_folder}");
    }

    private AttachedPrograms Query(uint flags)
    {
        for (var room = AtFirst; ; room *= 2)
        {
            if (TryQuery(flags, room) is { } programs)
                return programs;
            var errno = Marshal.GetLastPInvokeError();
            if (errno != ENOSPC || room == AtMost)
                throw new PosixException($"list the device programs of {_folder}", errno);
        }
    }

    private unsafe AttachedPrograms? TryQuery(uint flags, int room)
    {
        var ids = new uint[room];
        fixed (uint* start = ids)
        {
            var attributes = new BpfProgramQuery
            {
                Target = _fd.Number,
                Type = BpfProgramAttach.BPF_CGROUP_DEVICE,
                QueryFlags = flags,
                ProgramIds = (ulong)start,
                ProgramCount = (uint)room,
            };
            return BpfSystemCall.Run(BpfSystemCall.BPF_PROG_QUERY, &attributes) < 0
                ? null
                : new AttachedPrograms((BpfAttachMode)attributes.AttachFlags, ids[..(int)attributes.ProgramCount]);
        }
    }
}
