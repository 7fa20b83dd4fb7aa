namespace Coaster.Posix;

/// <summary>Lets a thread rest where something is awaited that the kernel has no event for.</summary>
public static class Pause
{
    /// <summary>Returns after that time, or earlier when a signal comes in.</summary>
    public static unsafe void For(int milliseconds) => _ = Libc.poll(null, 0, milliseconds);
}
