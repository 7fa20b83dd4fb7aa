namespace Coaster.Quota;

/// <summary>The region of one container, as <c>src/Runtime/QuotaShim/include/region.h</c> lays it out; docs/quota.md tells how its fields work together.</summary>
public static class Region
{
    /// <summary>The layout's version; whoever finds another one refuses.</summary>
    public const int Version = 2;

    /// <summary>The most GPUs that a region has limits for.</summary>
    public const int Gpus = 16;

    /// <summary>The most processes that a region has slots for.</summary>
    public const int Slots = 1024;

    /// <summary>The size of the limits file in bytes.</summary>
    public const int LimitsBytes = Layout.LimitsLayout.Bytes;

    /// <summary>The size of the counters file in bytes.</summary>
    public const int CountersBytes = Layout.CountersLayout.Bytes;

    /// <summary>Where the library and both files are inside a container.</summary>
    public const string Folder = "/run/coaster-quota";

    internal const ulong LimitsMagic = 0x314c545152545343;
    internal const ulong CountersMagic = 0x3143545152545343;
    internal const long SlotLocks = (1L << 40) + 1;
}
