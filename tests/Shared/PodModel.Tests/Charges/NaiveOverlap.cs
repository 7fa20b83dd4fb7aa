using Coaster.GpuModel.Bookings;
using Coaster.KubeTesting;
using Coaster.PodModel.Pods;

namespace Coaster.PodModel.Tests.Charges;

/// <summary>
/// The same question by brute force: every pod is at some moment of its life, each combination of moments is looked at, and in each all that runs
/// must fit together.
/// </summary>
internal static class NaiveOverlap
{
    private sealed record Use(string Pod, string Gpu, string? Mig, BookingKind Kind, long MiB, int Core);

    public static bool Fits(IReadOnlyList<Holder> pods, ShareBounds bounds) => Combinations([.. pods.Select(Moments)]).All(uses => FitsNow(uses, bounds));

    private static List<List<Use>> Moments(Holder pod)
    {
        var moments = new List<List<Use>>();
        var all = pod.Facts.Containers;
        for (var i = 0; i < all.Count; i++)
            if (all[i].Role == ContainerRole.Init)
                moments.Add(UsesOf(pod, all.Take(i).Where(before => before.Role == ContainerRole.Sidecar).Append(all[i])));
        moments.Add(UsesOf(pod, all.Where(container => container.Role != ContainerRole.Init)));
        return moments;
    }

    private static List<Use> UsesOf(Holder pod, IEnumerable<PodContainer> running) =>
    [
        .. from container in running
           from booked in pod.Booking.Containers
           where booked.Container == container.Name
           from grant in booked.Grants
           select new Use(pod.Booking.Owner, grant.GpuUuid.ToLowerInvariant(), grant.MigUuid, booked.Kind, grant.MemoryMiB, grant.CorePercent),
    ];

    private static IEnumerable<List<Use>> Combinations(List<List<Use>>[] pods) => pods.Length == 0
        ? [[]]
        : Combinations(pods[1..]).SelectMany(rest => pods[0].Select(moment => moment.Concat(rest).ToList()));

    private static bool FitsNow(List<Use> uses, ShareBounds bounds)
    {
        for (var i = 0; i < uses.Count; i++)
            for (var j = 0; j < i; j++)
                if (uses[i].Gpu == uses[j].Gpu && !Together(uses[i], uses[j]))
                    return false;
        return uses.Where(use => use.Kind == BookingKind.Share && use.Mig is null).GroupBy(use => use.Gpu).All(gpu =>
            gpu.Sum(use => use.MiB) <= Bookings.UsableMiB * bounds.MemoryPercent / 100 && gpu.Sum(use => use.Core) <= bounds.CorePercent);
    }

    private static bool Together(Use one, Use other) => (one.Mig, other.Mig) switch
    {
        (null, null) => one.Kind == other.Kind && one.Kind != BookingKind.Exclusive,
        (null, _) or (_, null) => false,
        _ when one.Mig != other.Mig => true,
        _ => (one.Kind, other.Kind) is (BookingKind.Open, BookingKind.Open)
            || ((one.Kind, other.Kind) is (BookingKind.Share, BookingKind.Share) && one.Pod == other.Pod),
    };
}
