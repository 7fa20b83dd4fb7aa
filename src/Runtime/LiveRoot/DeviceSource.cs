namespace Coaster.LiveRoot;

/// <summary>Where a container's device nodes come from.</summary>
public enum DeviceSource
{
    /// <summary>They are made in its root.</summary>
    Made,

    /// <summary>The nodes of this machine are mounted: the kernel opens none that was made in another user namespace's file system.</summary>
    Host,
}
