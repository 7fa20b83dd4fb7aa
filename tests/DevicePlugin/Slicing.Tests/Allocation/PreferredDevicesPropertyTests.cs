using Coaster.Slicing.Allocation;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Slicing.Tests.Allocation;

public sealed class PreferredDevicesPropertyTests
{
    [Fact]
    public void Choose_AnyRequest_TakesOnlyWhatIsAvailableAndNothingTwice() =>
        Holds((request, chosen) => chosen.Distinct().Count() == chosen.Count && chosen.All(request.Available.Contains));

    [Fact]
    public void Choose_AnyRequest_HasAllThatMustBeInIt() => Holds((request, chosen) => request.MustInclude.All(chosen.Contains));

    [Fact]
    public void Choose_AnyRequest_HasTheSizeWhereItIsPossible() =>
        Holds((request, chosen) => chosen.Count == Math.Max(request.MustInclude.Count, Math.Min(request.Size, request.Available.Count)));

    [Fact]
    public void Choose_AnyRequest_TakesTheLowestOfEachGpu() =>
        Holds((request, chosen) => chosen.Except(request.MustInclude).All(id =>
            request.Available.Except(chosen).Where(other => Requests.GpuOf(other) == Requests.GpuOf(id)).All(other => string.CompareOrdinal(other, id) > 0)));

    [Fact]
    public void Choose_OtherOrderOfIds_IsTheSame() =>
        Holds((request, chosen) => (request with { Available = [.. request.Available.Reverse()] }).Chosen().ToHashSet().SetEquals(chosen));

    [Fact]
    public void Choose_BookingThatCanBeHad_IsHonoured() =>
        Holds((request, chosen) => request.Bookings.FirstOrDefault(booking => CanBeHad(request, booking)) is not { } booking
            || (chosen.Count == request.Size && booking.Devices.All(booked => On(chosen, booked.Uuid) == booked.Count)));

    [Fact]
    public void Choose_BookingThatCannotBeHad_StillGetsAsManyAsThereAre() =>
        Holds((request, chosen) => request.Bookings.Any(booking => CanBeHad(request, booking)) || request.MustInclude.Count > 0
            || request.Bookings.FirstOrDefault(booking => booking.Total == request.Size) is not { } booking
            || booking.Devices.All(booked => On(chosen, booked.Uuid) >= Math.Min(booked.Count, On(request.Available, booked.Uuid))));

    [Fact]
    public void Choose_NoBooking_TakesTheFewestGpus() =>
        Holds(
            request => request with { Bookings = [] },
            (request, chosen) => chosen.Select(Requests.GpuOf).Distinct().Count() == Fewest(request, chosen.Count));

    /// <summary>Every set of GPUs is tried.</summary>
    private static int Fewest(BookedRequest request, int count)
    {
        var gpus = request.Available.Select(Requests.GpuOf).Distinct().ToList();
        var must = request.MustInclude.Select(Requests.GpuOf).ToHashSet();
        return Enumerable.Range(0, 1 << gpus.Count)
            .Select(mask => gpus.Where((_, bit) => (mask >> bit & 1) == 1).ToList())
            .Where(set => must.IsSubsetOf(set) && request.Available.Count(id => set.Contains(Requests.GpuOf(id))) >= count)
            .Min(set => set.Count);
    }

    private static bool CanBeHad(BookedRequest request, OutstandingBooking booking) =>
        booking.Total == request.Size
        && booking.Devices.All(booked => On(request.Available, booked.Uuid) >= booked.Count && On(request.MustInclude, booked.Uuid) <= booked.Count)
        && booking.Devices.Sum(booked => On(request.MustInclude, booked.Uuid)) == request.MustInclude.Count;

    private static int On(IEnumerable<string> ids, string uuid) => ids.Count(id => id.StartsWith(uuid + "::", StringComparison.OrdinalIgnoreCase));

    private static void Holds(Func<BookedRequest, IReadOnlyList<string>, bool> law) => Holds(request => request, law);

    private static void Holds(Func<BookedRequest, BookedRequest> adapt, Func<BookedRequest, IReadOnlyList<string>, bool> law) =>
        Prop.ForAll(Requests.Any.ToArbitrary(), request => law(adapt(request), adapt(request).Chosen()))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
