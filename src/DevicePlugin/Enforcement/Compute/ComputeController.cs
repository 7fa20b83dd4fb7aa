namespace Coaster.Enforcement.Compute;

/// <summary>
/// Shares out the time of one GPU. Each step it looks at what every container launched, what the driver measured for it and whether it waits, and says how
/// fast each bucket fills, what a unit costs and what was charged wrongly. It asks nobody and has no clock: a step is a function of what it is given
/// and of the steps before.
/// </summary>
public sealed class ComputeController
{
    private readonly Dictionary<string, TenantControl> _tenants = new(StringComparer.Ordinal);
    private long _lastNs;

    /// <summary>Looks after a container from now on; what is in force for it already stays in force until the next step.</summary>
    /// <param name="reading">What is seen of it now.</param>
    /// <param name="inForce">What its bucket was told last, by this agent or the one before.</param>
    /// <param name="nowNs">The time now.</param>
    /// <param name="measuredUntilNs">The moment up to which the driver has measured.</param>
    public void Join(TenantReading reading, ComputeOrder inForce, long nowNs, long measuredUntilNs) =>
        _tenants[reading.Id] = new TenantControl(reading, inForce, nowNs, measuredUntilNs);

    /// <summary>Forgets a container.</summary>
    public void Leave(string id) => _tenants.Remove(id);

    /// <summary>What a container got of the GPU's time lately, in millionths.</summary>
    public long GotPpm(string id) => _tenants.TryGetValue(id, out var tenant) ? (long)(tenant.Got * 1e6) : 0;

    /// <summary>Whether a container launched in the last step although its bucket had long been empty.</summary>
    public bool LaunchedInDebt(string id) => _tenants.TryGetValue(id, out var tenant) && tenant.LaunchedInDebt;

    /// <summary>Decides for all containers that joined.</summary>
    /// <param name="nowNs">The time now, on a clock that never goes back.</param>
    /// <param name="measuredUntilNs">The moment up to which <see cref="TenantReading.BusyNs"/> counts, on the same clock.</param>
    /// <param name="readings">One for each container that joined.</param>
    /// <returns>One order for each reading, in their order.</returns>
    public IReadOnlyList<ComputeOrder> Step(long nowNs, long measuredUntilNs, IReadOnlyList<TenantReading> readings)
    {
        var stepNs = (double)Math.Max(1, nowNs - _lastNs);
        _lastNs = nowNs;
        var tenants = readings.Select(reading => _tenants[reading.Id]).ToList();
        for (var i = 0; i < tenants.Count; i++)
            tenants[i].See(readings[i], nowNs, Math.Min(nowNs, measuredUntilNs), stepNs);
        var rates = RateDivision.Divide([.. tenants.Select(tenant => tenant.Demand)]);
        var active = tenants.Count(tenant => tenant.IsActive);
        return [.. tenants.Select((tenant, i) => tenant.Decide(rates[i], isAlone: active == (tenant.IsActive ? 1 : 0), nowNs))];
    }
}
