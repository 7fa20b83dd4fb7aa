using Coaster.Slicing.Allocation;

namespace Coaster.Slicing.Tests.Allocation;

/// <summary>What kubelet asks, and the bookings that it has not asked for yet.</summary>
internal sealed record BookedRequest(
    string Resource, IReadOnlyList<string> Available, IReadOnlyList<string> MustInclude, int Size, IReadOnlyList<OutstandingBooking> Bookings)
{
    public IReadOnlyList<string> Chosen() => new PreferredDevices(new PreferenceRequest(Resource, Available, MustInclude, Size)).Choose(Bookings);
}
