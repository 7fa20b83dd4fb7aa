using Coaster.Enforcement.Compute;
using Coaster.Enforcement.Containers;
using Coaster.Enforcement.Sampling;

namespace Coaster.Enforcement.Loop;

/// <summary>The controllers of all GPUs: each container's buckets are told what was decided.</summary>
/// <param name="clock">The clocks.</param>
internal sealed class GpuControllers(MonotonicClock clock)
{
    private readonly Dictionary<string, ComputeController> _controllers = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Uuid, Tenant Tenant)> _joined = [];

    /// <summary>Decides for a GPU and publishes it.</summary>
    /// <param name="sample">What the driver said of the GPU.</param>
    /// <param name="tenants">The containers with a region on it.</param>
    internal void Step(GpuSample sample, IReadOnlyList<Tenant> tenants)
    {
        if (!_controllers.TryGetValue(sample.Uuid, out var controller))
            _controllers[sample.Uuid] = controller = new ComputeController();
        var now = clock.NowNs;
        var readings = tenants.Select(tenant => Read(tenant, tenant.IndexOf(sample.Uuid))).ToList();
        for (var i = 0; i < readings.Count; i++)
            if (_joined.Add((sample.Uuid, tenants[i])))
                controller.Join(readings[i], tenants[i].Region!.OrderInForce(tenants[i].IndexOf(sample.Uuid)), now, sample.MeasuredUntilNs);
        var orders = controller.Step(now, sample.MeasuredUntilNs, readings);
        for (var i = 0; i < orders.Count; i++)
            if (!tenants[i].IsMpsClient)
                tenants[i].Region!.Tell(tenants[i].IndexOf(sample.Uuid), orders[i]);
    }

    internal void Leave(Tenant tenant)
    {
        foreach (var gpu in tenant.Gpus)
            if (_joined.Remove((gpu.Uuid, tenant)) && _controllers.TryGetValue(gpu.Uuid, out var controller))
                controller.Leave(tenant.Id);
    }

    internal long GotPpm(string uuid, Tenant tenant) => _controllers.TryGetValue(uuid, out var controller) ? controller.GotPpm(tenant.Id) : 0;

    internal bool LaunchedInDebt(string uuid, Tenant tenant) => _controllers.TryGetValue(uuid, out var controller) && controller.LaunchedInDebt(tenant.Id);

    private static TenantReading Read(Tenant tenant, int gpu)
    {
        // Spoiled counters say nothing: what the driver measured counts alone.
        var bucket = tenant.Counters?.Buckets[gpu] ?? default;
        return new TenantReading(tenant.Id, tenant.Gpus[gpu].Terms, bucket.ConsumedUnits, bucket.ThrottledNs, bucket.Waiting > 0, tenant.BusyNs(gpu));
    }
}
