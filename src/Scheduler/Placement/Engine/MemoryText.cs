namespace Coaster.Placement.Engine;

/// <summary>Amounts of memory for people. What is asked is rounded up and what there is down, so the two never read as equal.</summary>
internal static class MemoryText
{
    private const long Gi = 1024;

    /// <summary>Two amounts of which the first is the larger.</summary>
    public static (string Asked, string There) Pair(long asked, long there) => (Text((asked * 10) + Gi - 1, asked), Text(there * 10, there));

    private static string Text(long tenths, long mib)
    {
        if (mib < Gi)
            return $"{mib} MiB";
        var (whole, rest) = Math.DivRem(tenths / Gi, 10);
        return rest == 0 ? $"{whole} GiB" : $"{whole}.{rest} GiB";
    }
}
