using Coaster.GpuModel.Bookings;
using Coaster.Slicing.Allocation;

namespace Coaster.Slicing.Tests.Allocation;

public sealed class OutstandingBookingTests
{
    [Theory]
    [InlineData(1, 8, "GPU-0:8")]
    [InlineData(2, 8, "GPU-0:4 GPU-1:4")]
    [InlineData(2, 2, "GPU-0:1 GPU-1:1")]
    public void Of_AmountOverGpus_IsTheSameOfEach(int gpus, int amount, string devices)
    {
        var booking = OutstandingBooking.Of(On([.. Enumerable.Range(0, gpus).Select(gpu => new GpuGrant($"GPU-{gpu}", null, 4096, 0))]), amount)!;
        Assert.Equal(devices, string.Join(' ', booking.Devices.Select(device => $"{device.Uuid}:{device.Count}")));
        Assert.Equal(amount, booking.Total);
    }

    [Fact]
    public void Of_MigDevices_NamesThem() => Assert.Equal(
        new OutstandingBooking([new BookedDevices("MIG-1", 1), new BookedDevices("MIG-2", 1)]),
        OutstandingBooking.Of(On(new GpuGrant("GPU-0", "MIG-1", 16_384, 0), new GpuGrant("GPU-0", "MIG-2", 16_384, 0)), 2));

    [Theory]
    [InlineData(2, 7)]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    [InlineData(0, 1)]
    public void Of_AmountThatCannotBeSpread_IsNone(int gpus, int amount) =>
        Assert.Null(OutstandingBooking.Of(On([.. Enumerable.Range(0, gpus).Select(gpu => new GpuGrant($"GPU-{gpu}", null, 4096, 0))]), amount));

    private static ContainerBooking On(params GpuGrant[] grants) => new("main", BookingKind.Share, EnforcementTier.Shim, CoreLimit.Soft, grants);
}
