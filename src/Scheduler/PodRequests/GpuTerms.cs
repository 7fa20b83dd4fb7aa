using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Requests;

namespace Coaster.PodRequests;

/// <summary>What a pod says of the GPUs of all its containers.</summary>
/// <param name="Filter">The devices that may serve.</param>
/// <param name="Gpus">Over how many GPUs each container's amounts are spread; 1 where nothing is said.</param>
/// <param name="CoreLimit">Whether idle compute may be borrowed.</param>
/// <param name="Priority">Who gets idle compute first, 0 to <see cref="SharePriority.Highest"/>.</param>
/// <param name="Weakest">The weakest tier that may enforce the limits, or null for the cluster's.</param>
/// <param name="Policy">The name of the policy that places the pod, or null for the cluster's.</param>
public sealed record GpuTerms(GpuFilter Filter, int Gpus, CoreLimit CoreLimit, int Priority, EnforcementTier? Weakest, string? Policy)
{
    /// <summary>Those of a pod that says nothing.</summary>
    public static GpuTerms Usual { get; } = new(GpuFilter.Any, 1, CoreLimit.Soft, 0, null, null);
}
