namespace Coaster.Placement.Engine;

/// <summary>Amounts of memory for people. What is asked is rounded up and what there is down, so the two never read as equal.</summary>
public static class MemoryText
{
    private const long Gi = 1024;

    /// <summary>Two amounts of which the first is the larger.</summary>
    public static (string Asked, string There) Pair(long asked, long there) => (Asked(asked), There(there));

    /// <summary>An amount in MiB that somebody asks for.</summary>
    public static string Asked(long mib) => Text((mib * 10) + Gi - 1, mib);

    /// <summary>An amount in MiB that there is.</summary>
    public static string There(long mib) => Text(mib * 10, mib);

    private static string Text(long tenths, long mib)
    {
        if (mib < Gi)
            return $"{mib} MiB";
        var (whole, rest) = Math.DivRem(tenths / Gi, 10);
        return rest == 0 ? $"{whole} GiB" : $"{whole}.{rest} GiB";
    }
}
