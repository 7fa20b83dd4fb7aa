using Coaster.GpuModel.Bookings;
using Coaster.PodBookings.Pods;

namespace Coaster.PodBookings.Tests.Overlaps;

/// <summary>A pod's containers and what they hold.</summary>
internal sealed record Holder(PodFacts Facts, Booking Booking);
