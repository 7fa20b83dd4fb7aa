using System.Runtime.InteropServices;
using Coaster.Posix;

namespace Coaster.GpuBench.Measuring;

/// <summary>
/// Starts a program and waits for its end. Not <see cref="System.Diagnostics.Process"/>: that learns of the end on a thread of its own, and
/// its child would get the Ctrl-C that is meant for the benchmark.
/// </summary>
public static partial class ChildProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Runs the program, with nothing on its standard streams, and returns its exit status; -1 when a signal ended it.</summary>
    /// <exception cref="IOException">It takes longer than a minute; it is killed.</exception>
    /// <exception cref="PosixException">It cannot be started.</exception>
    public static int Run(string program, params string[] arguments)
    {
        var pid = Programs.StartDetached(program, [program, .. arguments]);
        // A child that has ended keeps its pid until it is waited for: it cannot be somebody else's.
        var inTime = ProcessIdentity.Of(pid)?.WaitForExit((int)Limit.TotalMilliseconds) ?? true;
        if (!inTime)
            ProcessIdentity.Of(pid)?.Kill();
        var status = Reap(pid, program);
        return inTime ? status : throw new IOException($"{program} did not end within {Limit.TotalSeconds:0} s");
    }

    private static int Reap(int pid, string program)
    {
        int status;
        while (waitpid(pid, out status, 0) < 0)
            if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                throw new PosixException($"wait for {program}", Marshal.GetLastPInvokeError());
        return (status & 0x7F) == 0 ? (status >> 8) & 0xFF : -1;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int pid, out int status, int options);
}
