using System.Text;

namespace Coaster.Posix;

/// <summary>
/// A second view of a file or folder of this machine that is mounted nowhere yet (open_tree(2)). It is what it was when it was taken, whatever
/// happens to its name, and it can be put into the mount namespace of somebody else, who then has no name for where it came from.
/// </summary>
public sealed class DetachedMount : IDisposable
{
    private const long SYS_open_tree = 428;
    private const long SYS_move_mount = 429;
    private const long SYS_mount_setattr = 442;
    private const int AT_FDCWD = -100;
    private const int AT_EMPTY_PATH = 0x1000;
    private const int AT_RECURSIVE = 0x8000;
    private const int OPEN_TREE_CLONE = 1;
    private const int MOVE_MOUNT_F_EMPTY_PATH = 4;
    private const int MOVE_MOUNT_T_EMPTY_PATH = 0x40;
    private readonly string _source;
    private readonly Fd _tree;

    private DetachedMount(string source, Fd tree) => (_source, _tree) = (source, tree);

    /// <summary>Whether it is a folder; it can only be attached to one then, and only to a file otherwise.</summary>
    public bool IsDirectory => FileFacts.Of(_tree).Kind == FileKind.Directory;

    /// <summary>Takes the view of a path on this machine; later mounts do not propagate into it, nor out of it.</summary>
    /// <param name="source">The path; a link is followed.</param>
    /// <param name="attributes">What the mount will not allow.</param>
    /// <exception cref="PosixException">It is not there, or the kernel is older than 5.12.</exception>
    public static unsafe DetachedMount Of(string source, MountAttributes attributes)
    {
        var fd = Call(source, path => Libc.syscall(SYS_open_tree, AT_FDCWD, path, OPEN_TREE_CLONE | AT_RECURSIVE | OpenFlags.O_CLOEXEC, 0));
        var mount = new DetachedMount(source, new Fd((int)fd));
        var wanted = new MountAttr { Set = (ulong)attributes, Propagation = MountAttr.MS_PRIVATE };
        byte empty = 0;
        if (Libc.syscall5(SYS_mount_setattr, fd, (long)&empty, AT_EMPTY_PATH | AT_RECURSIVE, (long)&wanted, sizeof(MountAttr)) == 0)
            return mount;
        var error = PosixException.Last($"mount_setattr {source} (Linux 5.12 or newer is needed)");
        mount.Dispose();
        throw error;
    }

    /// <summary>Mounts it on an open place of this thread's mount namespace.</summary>
    /// <exception cref="PosixException">The kernel refuses.</exception>
    public unsafe void AttachTo(Fd target)
    {
        byte empty = 0;
        const int Flags = MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH;
        if (Libc.syscall5(SYS_move_mount, _tree.Number, (long)&empty, target.Number, (long)&empty, Flags) != 0)
            throw PosixException.Last($"mount {_source}");
    }

    /// <inheritdoc/>
    public void Dispose() => _tree.Dispose();

    private static unsafe long Call(string path, Func<long, long> call)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            return call((long)name) is var result and >= 0 ? result : throw PosixException.Last($"open_tree {path}");
    }
}
