using Coaster.Enforcement.Sampling;

namespace Coaster.Enforcement.Tests.Loop;

/// <summary>A driver that says what it is told to.</summary>
internal sealed class FakeSampler(MonotonicClock clock) : IGpuSampler
{
    public bool Answers { get; set; } = true;

    public Dictionary<int, long?> UsedBytes { get; } = [];

    public Dictionary<int, long> BusyNs { get; } = [];

    public GpuSample? Sample(string uuid) =>
        Answers ? new GpuSample(uuid, new Dictionary<int, long?>(UsedBytes), new Dictionary<int, long>(BusyNs), clock.NowNs, 0) : null;

    public void Dispose()
    {
    }
}
