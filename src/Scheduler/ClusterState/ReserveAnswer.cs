using Coaster.GpuModel.Bookings;

namespace Coaster.ClusterState;

/// <summary>What became of the wish to put a pod on a node.</summary>
/// <param name="Booking">What the pod holds there now; null where it needs no GPU, or was refused.</param>
/// <param name="Refusal">Why it holds nothing, or null.</param>
public sealed record ReserveAnswer(Booking? Booking, string? Refusal)
{
    internal static ReserveAnswer Refused(string why) => new(null, why);
}
