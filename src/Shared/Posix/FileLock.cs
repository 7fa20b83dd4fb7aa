using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary>
/// An exclusive lock between processes (flock(2)) on a file that is only there to be locked. The kernel gives it back when its holder dies,
/// however it dies.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const int LOCK_EX = 2;
    private const int LOCK_NB = 4;
    private const int LOCK_UN = 8;
    private readonly Fd _fd;

    private FileLock(Fd fd) => _fd = fd;

    /// <summary>Waits for the lock; the file is made when it is missing, for its owner alone.</summary>
    /// <exception cref="PosixException">The file cannot be opened or locked.</exception>
    public static FileLock Acquire(string path)
    {
        var fd = Open(path);
        while (Libc.flock(fd.Number, LOCK_EX) != 0)
            if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                throw PosixException.Last($"flock {path}");
        return new FileLock(fd);
    }

    /// <summary>The lock, or null when somebody else has it.</summary>
    /// <exception cref="PosixException">The file cannot be opened or locked.</exception>
    public static FileLock? TryAcquire(string path)
    {
        var fd = Open(path);
        if (Libc.flock(fd.Number, LOCK_EX | LOCK_NB) == 0)
            return new FileLock(fd);
        var error = PosixException.Last($"flock {path}");
        fd.Dispose();
        return error.Errno is Errno.EAGAIN or Errno.EINTR ? null : throw error;
    }

    private static Fd Open(string path)
    {
        var number = Libc.open(path, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_CLOEXEC, 0b110_000_000);
        return number < 0 ? throw PosixException.Last($"open {path}") : new Fd(number);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // A child between fork(2) and execve(2) has the descriptor too, and closing ours alone would leave it the lock.
        if (!_fd.IsClosed)
            _ = Libc.flock(_fd.Number, LOCK_UN);
        _fd.Dispose();
    }
}
