namespace Coaster.Quota.Layout;

/// <summary>Where the fields of <c>struct cq_bucket</c> are.</summary>
internal static class BucketLayout
{
    internal const int LevelNs = 0;
    internal const int FilledNs = 8;
    internal const int CorrectedNs = 16;
    internal const int ConsumedUnits = 24;
    internal const int Launches = 32;
    internal const int ThrottledNs = 40;
    internal const int Waiting = 48;
    internal const int AddedNs = 56;
    internal const int Bytes = 64;
}
