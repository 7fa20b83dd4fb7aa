namespace Coaster.Quota.Layout;

/// <summary>Where the fields of <c>struct cq_gpu_limits</c> are.</summary>
internal static class GpuLimitsLayout
{
    internal const int Uuid = 0;
    internal const int UuidBytes = 48;
    internal const int Flags = 48;
    internal const int MemoryBytes = 56;
    internal const int GranuleBytes = 64;
    internal const int ContextBytes = 72;
    internal const int RatePpm = 80;
    internal const int BurstNs = 88;
    internal const int UnitPs = 96;
    internal const int CorrectionNs = 104;
    internal const int Bytes = 136;

    /// <summary>The start of one GPU's limits in the file.</summary>
    internal static int At(int gpu) => LimitsLayout.Gpu + (gpu * Bytes);
}
