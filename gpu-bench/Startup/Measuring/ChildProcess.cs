using System.Runtime.InteropServices;
using Coaster.Posix;

namespace Coaster.GpuBench.Startup.Measuring;

/// <summary>
/// Starts a program and waits for its end. Not <see cref="System.Diagnostics.Process"/>: that learns of the end on a thread of its own, and
/// its child would get the Ctrl-C that is meant for the benchmark.
/// </summary>
internal static partial class ChildProcess
{
    /// <summary>Runs the program and returns its exit status; -1 when a signal ended it.</summary>
    internal static int Run(string program, params string[] arguments)
    {
        var pid = Programs.StartDetached(program, [program, .. arguments]);
        int status;
        while (waitpid(pid, out status, 0) < 0)
            if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                throw new PosixException($"wait for {program}", Marshal.GetLastPInvokeError());
        return (status & 0x7F) == 0 ? (status >> 8) & 0xFF : -1;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitpid(int pid, out int status, int options);
}
