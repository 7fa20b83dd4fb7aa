namespace Coaster.Quota.Layout;

/// <summary>Where the fields of <c>struct cq_limits</c> are, in bytes from its start.</summary>
internal static class LimitsLayout
{
    internal const int Magic = 0;
    internal const int Version = 8;
    internal const int Gpus = 12;
    internal const int Size = 16;
    internal const int Flags = 24;
    internal const int Heartbeat = 32;
    internal const int Gpu = 64;
    internal const int Measured = Gpu + (Region.Gpus * GpuLimitsLayout.Bytes);
    internal const int Bytes = Measured + (Region.Slots * MeasuredLayout.Bytes);
}
