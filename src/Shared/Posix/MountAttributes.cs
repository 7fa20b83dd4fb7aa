namespace Coaster.Posix;

/// <summary>The attributes of a mount, with the numbers of mount_setattr(2).</summary>
[Flags]
public enum MountAttributes
{
    None = 0,
    ReadOnly = 0x1,
    NoSuid = 0x2,
    NoDevices = 0x4,
    NoExec = 0x8,
}
