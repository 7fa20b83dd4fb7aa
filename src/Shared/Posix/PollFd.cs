using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary><c>struct pollfd</c> of poll(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollFd
{
    internal const short POLLIN = 1;
    internal const short POLLOUT = 4;

    internal int Fd;
    internal short Events;
    internal short Revents;
}
