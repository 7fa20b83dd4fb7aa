using Coaster.GpuModel.Bookings;
using Coaster.PodModel.Pods;

namespace Coaster.KubeTesting;

/// <summary>A pod's containers and what they hold.</summary>
internal sealed record Holder(PodFacts Facts, Booking Booking);
