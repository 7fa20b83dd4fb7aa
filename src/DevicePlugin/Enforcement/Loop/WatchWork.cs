using Coaster.Enforcement.Acting;
using Coaster.Enforcement.Containers;
using Coaster.Enforcement.Events;
using Coaster.Enforcement.Sampling;
using Coaster.Enforcement.Watching;
using Coaster.Settings;

namespace Coaster.Enforcement.Loop;

/// <summary>Watches every container, warns and acts.</summary>
/// <param name="policy">What the administrator wants.</param>
/// <param name="clock">The clocks.</param>
/// <param name="events">Where it is told.</param>
/// <param name="actions">How it is done.</param>
internal sealed class WatchWork(EnforcementPolicy policy, MonotonicClock clock, EventLog events, ICgroupActions actions)
{
    /// <summary>Looks at one container.</summary>
    /// <param name="tenant">The container.</param>
    /// <param name="spoils">Whether it goes round its compute limit, and on which GPU.</param>
    /// <param name="outsider">A process of it that has a context past MPS, or null.</param>
    internal void Look(Tenant tenant, int? spoils, int? outsider)
    {
        var over = OverMemory(tenant) ?? spoils ?? (outsider is null ? null : 0);
        var message = over is not { } gpu ? "keeps to its limits again" : OverMemory(tenant) is null
            ? spoils is null ? $"uses the GPU past its MPS daemon, by process {outsider}" : "gets more of the GPU's time than it may, although its launches should wait"
            : $"holds {Mib(tenant.Findings.HeldBytes[gpu])} MiB of the GPU, and may hold {Mib(tenant.Gpus[gpu].LimitBytes)} MiB";
        switch (tenant.Watch.Look(over is not null, clock.Now))
        {
            case WatchStep.Warn:
                Tell(tenant, EventKind.OverLimitWarning, message, over);
                break;
            case WatchStep.Act:
                Act(tenant, message, over);
                break;
            case WatchStep.Recover:
                Tell(tenant, EventKind.Recovered, message, over);
                break;
            default:
                break;
        }
    }

    private int? OverMemory(Tenant tenant)
    {
        for (var gpu = 0; gpu < tenant.Gpus.Count; gpu++)
            if (tenant.Gpus[gpu].LimitBytes > 0 && tenant.Findings.HeldBytes[gpu] > tenant.Gpus[gpu].LimitBytes + ((long)policy.OverLimitMiB << 20))
                return gpu;
        return null;
    }

    private void Act(Tenant tenant, string message, int? gpu)
    {
        var freezes = policy.OverLimit == OverLimit.Freeze;
        if (tenant.Place is { } place && (freezes ? actions.Freeze(place) : actions.Kill(place)))
        {
            Tell(tenant, freezes ? EventKind.OverLimitFrozen : EventKind.OverLimitKilled, message, gpu);
            return;
        }

        tenant.Watch.Failed();
        Tell(tenant, EventKind.OverLimitFailed, message + ", and its processes cannot be " + (freezes ? "frozen" : "ended"), gpu);
    }

    private void Tell(Tenant tenant, EventKind kind, string message, int? gpu)
    {
        var happened = EnforcementEvent.Of(tenant.Entry, kind, message);
        events.Add(gpu is { } at
            ? happened with { Gpu = tenant.Gpus[at].Uuid, LimitBytes = tenant.Gpus[at].LimitBytes, UsedBytes = tenant.Findings.HeldBytes[at] }
            : happened);
    }

    private static long Mib(long bytes) => bytes >> 20;
}
