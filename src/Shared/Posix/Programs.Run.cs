using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary>Running another program to its end.</summary>
public static unsafe partial class Programs
{
    /// <summary>
    /// Runs a program with nothing on its standard input and output; what it says on standard error goes to ours.
    /// </summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments, the first of which is its name.</param>
    /// <param name="limit">How long it may take; it is killed then.</param>
    /// <returns>Its exit status, -1 when a signal ended it, or null when it took too long.</returns>
    /// <exception cref="PosixException">It cannot be started.</exception>
    public static int? Run(string path, IReadOnlyList<string> arguments, TimeSpan limit)
    {
        var pid = Start(path, arguments, detachedStreams: 2, newSession: false);
        // A child that has ended keeps its pid until it is waited for: it cannot be somebody else's.
        var inTime = ProcessIdentity.Of(pid)?.WaitForExit((int)limit.TotalMilliseconds) ?? true;
        if (!inTime)
            ProcessIdentity.Of(pid)?.Kill();
        int status;
        while (Libc.waitpid(pid, &status, 0) < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR)
        {
        }

        return !inTime ? null : (status & 0x7F) == 0 ? (status >> 8) & 0xFF : -1;
    }
}
