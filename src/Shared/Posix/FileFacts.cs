
namespace Coaster.Posix;

/// <summary>What statx(2) says of an open file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Major">The major number of the device that it stands for.</param>
/// <param name="Minor">The minor number.</param>
/// <param name="Mode">Its permission bits.</param>
/// <param name="Uid">Its owner.</param>
/// <param name="Gid">Its group.</param>
/// <param name="IsMountRoot">Whether something is mounted exactly there (Linux 5.8).</param>
public sealed record FileFacts(FileKind Kind, long Size, int Major, int Minor, int Mode, int Uid, int Gid, bool IsMountRoot)
{
    private const int Permissions = 0b111_111_111_111;

    /// <summary>The facts of an open file.</summary>
    /// <exception cref="PosixException">The kernel refuses.</exception>
    public static unsafe FileFacts Of(Fd fd)
    {
        byte empty = 0;
        Statx status;
        if (Libc.statx(fd.Number, &empty, Statx.AT_EMPTY_PATH, Statx.STATX_BASIC_STATS, &status) != 0)
            throw PosixException.Last($"stat {fd.ProcPath}");
        return new FileFacts(
            KindOf(status.Mode & Statx.S_IFMT),
            (long)status.Size,
            (int)status.DeviceMajor,
            (int)status.DeviceMinor,
            status.Mode & Permissions,
            (int)status.Uid,
            (int)status.Gid,
            (status.Attributes & Statx.STATX_ATTR_MOUNT_ROOT) != 0);
    }

    private static FileKind KindOf(int format) => format switch
    {
        Statx.S_IFREG => FileKind.Regular,
        Statx.S_IFDIR => FileKind.Directory,
        Statx.S_IFCHR => FileKind.CharacterDevice,
        Statx.S_IFBLK => FileKind.BlockDevice,
        Statx.S_IFLNK => FileKind.SymbolicLink,
        _ => FileKind.Other,
    };
}
