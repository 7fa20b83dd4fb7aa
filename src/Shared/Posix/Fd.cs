using Microsoft.Win32.SafeHandles;

namespace Coaster.Posix;

/// <summary>An open file descriptor that closes itself.</summary>
public sealed class Fd : SafeHandleMinusOneIsInvalid
{
    internal Fd(int number)
        : base(ownsHandle: true) => SetHandle(number);

    /// <summary>The number, valid while this object is alive.</summary>
    public int Number => (int)handle;

    /// <summary>The path through which other calls reach the same file, whatever happens to its name.</summary>
    public string ProcPath => $"/proc/self/fd/{Number}";

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => Libc.close((int)handle) == 0;
}
