namespace Coaster.Quota.Limits;

/// <summary><c>cq_limits.flags</c>.</summary>
[Flags]
public enum LimitsFlags : ulong
{
    None = 0,

    /// <summary>Managed memory counts when it is allocated; otherwise as far as the driver says that it is on the GPU.</summary>
    ManagedInFull = 1,

    /// <summary>Plain memory is served as managed memory, which gives way to others.</summary>
    ManagedBacking = 2,
}
