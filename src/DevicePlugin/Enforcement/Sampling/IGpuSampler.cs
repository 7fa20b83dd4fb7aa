namespace Coaster.Enforcement.Sampling;

/// <summary>Asks the driver what the GPUs' processes hold and do.</summary>
public interface IGpuSampler : IDisposable
{
    /// <summary>Asks about one GPU.</summary>
    /// <param name="uuid">The GPU.</param>
    /// <returns>What it said, or null when it does not answer now.</returns>
    GpuSample? Sample(string uuid);
}
