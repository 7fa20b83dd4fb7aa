using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Pods;

namespace Coaster.PodModel.Tests.Charges;

/// <summary>A pod's containers and what they hold.</summary>
internal sealed record Holder(PodFacts Facts, Booking Booking);
