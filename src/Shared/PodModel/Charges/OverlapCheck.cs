using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.PodModel.Pods;

namespace Coaster.PodModel.Charges;

/// <summary>Whether a pod's charge fits beside those of all others. Pure; a GPU that the inventory does not have is the caller's to refuse.</summary>
public static class OverlapCheck
{
    private const int MaxNamed = 3;

    /// <summary>Why it does not fit, or null.</summary>
    public static string? Conflict(PodCharge asked, IReadOnlyCollection<PodCharge> held, NodeInventory inventory, ShareBounds bounds)
    {
        if (asked.OwnConflict is { } own)
            return own;
        foreach (var (uuid, charge) in asked.Gpus)
            if (inventory.Find(uuid) is { } gpu
                && On(gpu, charge, [.. held.Where(pod => pod.Gpus.ContainsKey(uuid)).Select(pod => (pod.Pod, pod.Gpus[uuid]))], bounds) is { } conflict)
                return conflict;
        return null;
    }

    private static string? On(Gpu gpu, GpuCharge asked, IReadOnlyList<(PodName Pod, GpuCharge Charge)> others, ShareBounds bounds)
    {
        var clashes =
            from other in others
            from hold in other.Charge.Holds
            from wanted in asked.Holds
            where !wanted.MayStandBeside(hold, isSamePod: false)
            select $"it gives {gpu.Uuid} as {wanted}, and the pod {other.Pod} holds it as {hold}";
        if (clashes.FirstOrDefault() is { } clash)
            return clash;
        var mostMiB = gpu.MemoryMiB * bounds.MemoryPercent / ShareBounds.Whole;
        var (heldMiB, heldCore) = (others.Sum(other => other.Charge.MemoryMiB), others.Sum(other => other.Charge.CorePercent));
        if (asked.MemoryMiB > 0 && heldMiB + asked.MemoryMiB > mostMiB)
            return $"it gives {asked.MemoryMiB} MiB of {gpu.Uuid}, whose shares may have {mostMiB} MiB{Holders(others, $"{heldMiB} MiB")}";
        if (asked.CorePercent > 0 && heldCore + asked.CorePercent > bounds.CorePercent)
            return $"it gives {asked.CorePercent} % of {gpu.Uuid}, whose shares may have {bounds.CorePercent} %{Holders(others, $"{heldCore} %")}";
        return null;
    }

    private static string Holders(IReadOnlyList<(PodName Pod, GpuCharge Charge)> others, string amount) => others.Count == 0
        ? ""
        : $", and {amount} are held by {string.Join(", ", others.Take(MaxNamed).Select(other => other.Pod))}"
            + (others.Count > MaxNamed ? $" and {others.Count - MaxNamed} more" : "");
}
