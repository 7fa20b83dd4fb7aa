using Coaster.NvmlInterop.Native;

namespace Coaster.NvmlInterop.Library.Devices;

/// <summary>
/// A GPU or a MIG device in a session. NVML owns the handle, so there is nothing to release; it is of use for as long as the session is open.
/// </summary>
public readonly unsafe partial struct NvmlDevice : IEquatable<NvmlDevice>
{
    internal NvmlDevice(NvmlSession session, nint handle)
    {
        Session = session;
        Handle = handle;
    }

    /// <summary>The session that the device was found in.</summary>
    public NvmlSession Session { get; }

    internal nint Handle { get; }

    private NvmlFunctions Native => Session.Native;

    /// <summary>Whether both are the same device of the same session.</summary>
    public bool Equals(NvmlDevice other) => Handle == other.Handle && ReferenceEquals(Session, other.Session);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NvmlDevice other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Handle.GetHashCode();

    /// <summary>Whether both are the same device of the same session.</summary>
    public static bool operator ==(NvmlDevice left, NvmlDevice right) => left.Equals(right);

    /// <summary>Whether they are different devices.</summary>
    public static bool operator !=(NvmlDevice left, NvmlDevice right) => !left.Equals(right);
}
