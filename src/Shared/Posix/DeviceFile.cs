using System.Text;

namespace Coaster.Posix;

/// <summary>A device node as it stands in the file system.</summary>
/// <param name="Type"><c>c</c> for a character device, <c>b</c> for a block device, <c>p</c> for a FIFO.</param>
/// <param name="Major">The major number; 0 for a FIFO.</param>
/// <param name="Minor">The minor number; 0 for a FIFO.</param>
public sealed record DeviceFile(char Type, int Major, int Minor)
{
    /// <summary>The node at that path, or null when nothing or something else is there; a symbolic link is something else.</summary>
    public static unsafe DeviceFile? At(string path)
    {
        Statx status;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            if (Libc.statx(Statx.AT_FDCWD, name, Statx.AT_SYMLINK_NOFOLLOW, Statx.STATX_TYPE, &status) != 0)
                return null;
        return (status.Mode & Statx.S_IFMT) switch
        {
            Statx.S_IFCHR => new DeviceFile('c', (int)status.DeviceMajor, (int)status.DeviceMinor),
            Statx.S_IFBLK => new DeviceFile('b', (int)status.DeviceMajor, (int)status.DeviceMinor),
            Statx.S_IFIFO => new DeviceFile('p', 0, 0),
            _ => null,
        };
    }
}
