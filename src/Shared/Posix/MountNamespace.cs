namespace Coaster.Posix;

/// <summary>The mount namespace of another process.</summary>
public static class MountNamespace
{
    private const int CLONE_NEWNS = 0x20000;
    private const int CLONE_FS = 0x200;

    /// <summary>
    /// Does something on a thread that is in another process's mount namespace. The thread ends with it: there is no way back that could be
    /// forgotten.
    /// </summary>
    /// <param name="pid">A process in the namespace.</param>
    /// <param name="action">What is done there.</param>
    /// <exception cref="PosixException">The namespace cannot be entered.</exception>
    public static void Within(int pid, Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Enter(pid);
                action();
            }
            catch (Exception error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    private static void Enter(int pid)
    {
        var number = Libc.open($"/proc/{pid}/ns/mnt", OpenFlags.O_RDONLY | OpenFlags.O_CLOEXEC, 0);
        if (number < 0)
            throw PosixException.Last($"open the mount namespace of process {pid}");
        using var fd = new Fd(number);
        // setns(2) refuses a thread that shares its working folder with others, as all threads of a process do at first.
        if (Libc.unshare(CLONE_FS) != 0 || Libc.setns(fd.Number, CLONE_NEWNS) != 0)
            throw PosixException.Last($"enter the mount namespace of process {pid}");
    }
}
