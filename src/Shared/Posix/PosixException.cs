using System.Runtime.InteropServices;

namespace Coaster.Posix;

/// <summary>A system call that failed: the call and its subject, with the error number kept.</summary>
public sealed class PosixException : IOException
{
    /// <summary>Creates the failure.</summary>
    /// <param name="call">The call and what it was tried on, such as <c>mount /run/x</c>.</param>
    /// <param name="errno">The error number.</param>
    public PosixException(string call, int errno)
        : base($"{call}: {Marshal.GetPInvokeErrorMessage(errno)}") => Errno = errno;

    /// <summary>The error number, see errno(3).</summary>
    public int Errno { get; }

    /// <summary>The failure of the call just made.</summary>
    internal static PosixException Last(string call) => new(call, Marshal.GetLastPInvokeError());
}
