using Coaster.BookingKeys.Verdicts;
using Coaster.GpuModel.Bookings;

namespace Coaster.BookingKeys.Tests;

/// <summary>One pod on one node, and bookings for it.</summary>
internal static class Pods
{
    public const string Uid = "0d9f2c1e-7d4b-4f3c-9a55-0f4b6f2f6c11";
    public const string Node = "node-1.example";

    public static Booking Booking { get; } = Of(4096);

    public static BookedPod New { get; } = new(Uid, Node, ["setup", "main", "side"]);

    /// <summary>The same pod once epoch 7 of its booking was seen.</summary>
    public static BookedPod Seen { get; } = New with { Known = new BookingStatement(Booking, Node, 7, "0123456789abcdef") };

    public static Booking Of(long memoryMiB, string container = "main") =>
        new(Uid, [new ContainerBooking(container, BookingKind.Share, EnforcementTier.Shim, CoreLimit.Soft, [new GpuGrant("GPU-1a2b", null, memoryMiB, 0)])]);

    public static BookingStatement Accepted(this BookingVerdict verdict) => Assert.IsType<BookingAccepted>(verdict).Statement;

    public static BookingRefusal Refusal(this BookingVerdict verdict) => Assert.IsType<BookingRefused>(verdict).Refusal;
}
