using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Pods;

namespace Coaster.PodModel.Charges;

/// <summary>
/// What a pod holds of each GPU at its largest: what its app containers and sidecars hold together, or one of its init containers with the
/// sidecars before it, whichever is more (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers).
/// </summary>
public sealed class PodCharge
{
    private readonly Dictionary<string, GpuCharge> _gpus = new(StringComparer.OrdinalIgnoreCase);

    private PodCharge(PodName pod) => Pod = pod;

    /// <summary>The pod.</summary>
    public PodName Pod { get; }

    /// <summary>What it holds of each GPU, by UUID without letter case.</summary>
    public IReadOnlyDictionary<string, GpuCharge> Gpus => _gpus;

    /// <summary>What of it the pod would hold twice at one time, or null.</summary>
    public string? OwnConflict { get; private set; }

    /// <summary>What a pod holds by its booking; containers that the pod does not have hold nothing.</summary>
    public static PodCharge Of(PodFacts pod, Booking booking)
    {
        var charge = new PodCharge(pod.Pod);
        var bookings = booking.Containers.ToDictionary(container => container.Container);
        var running = new List<ContainerBooking>();
        foreach (var container in pod.Containers.Where(container => bookings.ContainsKey(container.Name)))
            if (container.Role == ContainerRole.Init)
                charge.AddPhase([.. running, bookings[container.Name]]);
            else
                running.Add(bookings[container.Name]);
        charge.AddPhase(running);
        return charge;
    }

    private void AddPhase(IReadOnlyList<ContainerBooking> together)
    {
        var uses = together.SelectMany(container => container.Grants.Select(grant => (container.Kind, Grant: grant)));
        foreach (var onGpu in uses.GroupBy(use => use.Grant.GpuUuid, StringComparer.OrdinalIgnoreCase))
        {
            var charge = GpuCharge.Of(onGpu);
            _gpus[onGpu.Key] = _gpus.TryGetValue(onGpu.Key, out var before) ? before.Or(charge) : charge;
            OwnConflict ??= ConflictOf(onGpu.Key, [.. onGpu.Select(use => GpuCharge.HoldOf(use.Kind, use.Grant))]);
        }
    }

    private static string? ConflictOf(string gpu, IReadOnlyList<GpuHold> holds)
    {
        for (var i = 1; i < holds.Count; i++)
            for (var j = 0; j < i; j++)
                if (!holds[i].MayStandBeside(holds[j], isSamePod: true))
                    return $"it gives {gpu} to its own containers as {holds[j]} and {holds[i]} at one time";
        return null;
    }
}
