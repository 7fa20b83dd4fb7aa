using System.Runtime.InteropServices;

namespace Coaster.Health.Probing;

/// <summary>Keeps a handle open for the time of a call: whoever disposes it meanwhile does not wait, and closes it only after the call.</summary>
internal readonly struct Hold : IDisposable
{
    private readonly SafeHandle _handle;

    /// <summary>Takes it.</summary>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public Hold(SafeHandle handle)
    {
        var added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
    }

    public void Dispose() => _handle.DangerousRelease();
}
