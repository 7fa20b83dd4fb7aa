namespace Coaster.Quota.Layout;

/// <summary>Where the fields of <c>struct cq_counters</c> are.</summary>
internal static class CountersLayout
{
    internal const int Magic = 0;
    internal const int Version = 8;
    internal const int Slots = 12;
    internal const int Size = 16;
    internal const int Highest = 24;
    internal const int Gate = 32;
    internal const int OutOfMemory = 40;
    internal const int PrivateTables = 48;
    internal const int Bucket = 64;
    internal const int Slot = Bucket + (Region.Gpus * BucketLayout.Bytes);
    internal const int Bytes = Slot + (Region.Slots * SlotLayout.Bytes);
}
