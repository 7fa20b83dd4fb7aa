using Coaster.Enforcement.Containers;
using Coaster.Enforcement.Memory;
using Coaster.Enforcement.Processes;
using Coaster.Enforcement.Sampling;
using Coaster.Quota.Counters;

namespace Coaster.Enforcement.Loop;

/// <summary>Holds each container's accounting against what the driver says, and publishes what comes of it.</summary>
/// <param name="contexts">What a context holds.</param>
internal sealed class MemoryWork(Contexts.ContextCosts contexts)
{
    private static readonly CountersSnapshot Nothing = new(false, 0, 0, [], []);

    /// <summary>Works for one container.</summary>
    /// <param name="tenant">The container.</param>
    /// <param name="before">Its counters before the driver was asked, or null when they are spoiled.</param>
    /// <param name="processes">Its processes, as they were found.</param>
    /// <param name="samples">What the driver said, for each of its GPUs.</param>
    internal void Look(Tenant tenant, CountersSnapshot? before, IReadOnlyList<(int Pid, ContainerProcess Process)> processes, IReadOnlyList<GpuSample> samples)
    {
        var seen = processes.Select(process => new SeenProcess(
            process.Pid, process.Process.InnerPid, [.. samples.Select(sample => sample.UsedBytes.TryGetValue(process.Pid, out var bytes) ? bytes : 0)])).ToList();
        var region = tenant.Region;
        tenant.Findings = tenant.Accountant.Look(before ?? Nothing, tenant.Counters ?? Nothing, seen, slot => region?.IsHeld(slot) ?? false);
        if (region is null)
            return;
        foreach (var measurement in tenant.Findings.Measurements)
            region.Tell(measurement);
        for (var gpu = 0; gpu < tenant.Gpus.Count; gpu++)
            Publish(tenant, region, gpu);
    }

    private void Publish(Tenant tenant, OpenRegion region, int gpu)
    {
        var held = tenant.Gpus[gpu];
        // A spoiled container counts nothing, and all of it would look as if it had gone round the shim.
        if (held.LimitBytes > 0 && tenant.Counters is not null)
            region.TellMemory(gpu, Math.Max(0, held.LimitBytes - tenant.Findings.UncountedBytes[gpu]));
        region.TellContext(gpu, contexts.Of(held.Uuid));
    }
}
