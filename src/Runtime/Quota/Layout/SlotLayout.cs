namespace Coaster.Quota.Layout;

/// <summary>Where the fields of <c>struct cq_slot</c> are.</summary>
internal static class SlotLayout
{
    internal const int Generation = 0;
    internal const int Pid = 8;
    internal const int Operations = 16;
    internal const int Elsewhere = 24;
    internal const int Used = 64;
    internal const int Estimated = Used + (Region.Gpus * sizeof(ulong));

    /// <summary><c>CQ_UNDER_WAY</c>: the part of the operations that have not ended.</summary>
    internal const ulong UnderWay = 0xffff;

    internal const int Bytes = Estimated + (Region.Gpus * sizeof(ulong));
}
