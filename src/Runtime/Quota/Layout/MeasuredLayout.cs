namespace Coaster.Quota.Layout;

/// <summary>Where the fields of <c>struct cq_measured</c> are.</summary>
internal static class MeasuredLayout
{
    internal const int Generation = 0;
    internal const int Estimated = 8;
    internal const int ExtraBytes = Estimated + (Region.Gpus * sizeof(ulong));
    internal const int Bytes = ExtraBytes + (Region.Gpus * sizeof(ulong));

    /// <summary>The start of one slot's measurement in the file.</summary>
    internal static int At(int slot) => LimitsLayout.Measured + (slot * Bytes);
}
