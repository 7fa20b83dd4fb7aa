using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary><c>struct flock</c> of fcntl(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Flock
{
    internal short Type;
    internal short Whence;
    internal long Start;
    internal long Length;
    internal int Pid;
}
