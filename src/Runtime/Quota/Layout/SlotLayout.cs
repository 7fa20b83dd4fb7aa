namespace Coaster.Quota.Layout;

/// <summary>Where the fields of <c>struct cq_slot</c> are.</summary>
internal static class SlotLayout
{
    internal const int Generation = 0;
    internal const int Pid = 8;
    internal const int Busy = 16;
    internal const int Operations = 24;
    internal const int Used = 64;
    internal const int Estimated = Used + (Region.Gpus * sizeof(ulong));
    internal const int Bytes = Estimated + (Region.Gpus * sizeof(ulong));
}
