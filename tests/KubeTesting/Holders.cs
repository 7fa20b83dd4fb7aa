using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Pods;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.KubeTesting;

/// <summary>Pods and what they hold; any that can occur.</summary>
internal static class Holders
{
    public static Gen<Holder[]> Some { get; } =
        Gen.Choose(1, 4).SelectMany(count => Gen.CollectToArray(Enumerable.Range(0, count), Any));

    public static Holder Of(string uid, params (ContainerRole Role, ContainerBooking Booking)[] containers) => new(
        new PodFacts(
            new PodName("default", uid, uid),
            [.. containers.Select(entry => new PodContainer(entry.Booking.Container, entry.Role, new Dictionary<string, int>(), false))],
            null,
            IsEnded: false),
        Bookings.Of(uid, [.. containers.Select(entry => entry.Booking)]));

    private static Gen<Holder> Any(int uid) =>
        from count in Gen.Choose(1, 4)
        from containers in Gen.CollectToArray(Enumerable.Range(0, count), Container)
        select Of($"pod{uid}", [.. containers.OrderBy(container => container.Role == ContainerRole.App)]);

    private static Gen<(ContainerRole Role, ContainerBooking Booking)> Container(int number) =>
        from role in Gen.Elements(ContainerRole.App, ContainerRole.Init, ContainerRole.Sidecar)
        from kind in Gen.Frequency((6, Gen.Constant(BookingKind.Share)), (1, Gen.Constant(BookingKind.Exclusive)), (2, Gen.Constant(BookingKind.Open)))
        from grants in Gen.Elements(0, 1, 2, 3, 4).SelectMany(device => Grant(device)).ListOf(1)
        select (role, Bookings.Container($"c{number}", kind, [.. grants]));

    private static Gen<GpuGrant> Grant(int device) =>
        from memory in Gen.Elements(100L, 300, 500, 700, 1000)
        from core in Gen.Elements(0, 20, 40, 60)
        select device switch
        {
            0 => new GpuGrant(Bookings.Gpu0, null, memory, core),
            1 => new GpuGrant(Bookings.Gpu0.ToUpperInvariant(), null, memory, core),
            2 => new GpuGrant(Bookings.GpuMig, Bookings.Mig, memory, core),
            3 => new GpuGrant(Bookings.GpuMig, Bookings.OtherMig, memory, core),
            _ => new GpuGrant(Bookings.GpuMig, null, memory, core),
        };
}
