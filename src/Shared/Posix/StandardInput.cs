namespace Coaster.Posix;

/// <summary>This process's standard input.</summary>
public static class StandardInput
{
    /// <summary>Waits until there is something to read, or its end; false when the time is over, or a signal came.</summary>
    public static unsafe bool Comes(int milliseconds)
    {
        var poll = new PollFd { Fd = 0, Events = PollFd.POLLIN };
        return Libc.poll(&poll, 1, milliseconds) > 0;
    }
}
