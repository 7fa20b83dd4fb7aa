using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary><c>struct pollfd</c> of poll(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollFd
{
    internal const short POLLIN = 1;

    internal int Fd;
    internal short Events;
    internal short Revents;
}
