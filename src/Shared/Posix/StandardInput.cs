using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary>This process's standard input.</summary>
public static class StandardInput
{
    /// <summary>Waits until there is something to read, or its end; false when the time is over.</summary>
    public static unsafe bool Comes(int milliseconds)
    {
        var poll = new PollFd { Fd = 0, Events = PollFd.POLLIN };
        int ready;
        do
            ready = Libc.poll(&poll, 1, milliseconds);
        while (ready < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);
        return ready > 0;
    }
}
