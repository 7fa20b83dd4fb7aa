using Microsoft.Win32.SafeHandles;

namespace Coaster.Posix;

/// <summary>Locks of other open files on single bytes of a file (F_OFD_SETLK of fcntl(2)), which the kernel drops with their holders.</summary>
public static unsafe class ByteLock
{
    private const int F_OFD_GETLK = 36;
    private const short F_WRLCK = 1;
    private const short F_UNLCK = 2;

    /// <summary>Whether somebody holds a lock on that byte.</summary>
    /// <param name="file">The file, open in any way.</param>
    /// <param name="at">The byte; it may lie beyond the file's end.</param>
    /// <exception cref="PosixException">The kernel refuses.</exception>
    public static bool IsHeld(SafeFileHandle file, long at)
    {
        var wanted = new Flock { Type = F_WRLCK, Start = at, Length = 1 };
        if (Libc.fcntl((int)file.DangerousGetHandle(), F_OFD_GETLK, &wanted) != 0)
            throw PosixException.Last("ask for a lock");
        return wanted.Type != F_UNLCK;
    }
}
