using Coaster.Cli.Cdi;
using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Placement.State;

namespace Coaster.Cli.Tests.Cdi;

public sealed class OpenDevicesTests
{
    private static readonly NodeInventory Node = new("570.1", "12.8",
    [
        Gpu(0),
        Gpu(1) with { MigMode = MigMode.Enabled, Mig = [new("MIG-a", 0, "1g.18gb", 16_384, 7, 0), new("MIG-b", 1, "1g.18gb", 16_384, 8, 0)] },
        Gpu(2) with { MigMode = MigMode.Enabled },
        Gpu(3) with { Health = GpuHealth.Degraded },
        Gpu(4) with { Health = GpuHealth.Lost, Uuid = "" },
        Gpu(5),
    ]);

    [Fact]
    public void Of_NothingHeld_AreWholeGpusAndMigDevicesThatAreWell() => Assert.Equal("0 1:0 1:1 5", Names());

    [Theory]
    [InlineData(BookingKind.Share, "GPU-0", null, "1:0 1:1 5")]
    [InlineData(BookingKind.Exclusive, "GPU-5", null, "0 1:0 1:1")]
    [InlineData(BookingKind.Exclusive, "GPU-1", "MIG-a", "0 1:1 5")]
    [InlineData(BookingKind.Exclusive, "GPU-1", null, "0 5")]
    [InlineData(BookingKind.Open, "GPU-0", null, "0 1:0 1:1 5")]
    [InlineData(BookingKind.Open, "GPU-1", "MIG-b", "0 1:0 1:1 5")]
    public void Of_Held_LeavesOutWhatIsNotOpen(BookingKind kind, string gpu, string? mig, string expected) => Assert.Equal(
        expected,
        Names(new Booking("x", [new("x", kind, EnforcementTier.Booked, CoreLimit.Soft, [new GpuGrant(gpu, mig, 1, 0)])])));

    private static string Names(params Booking[] bookings) => string.Join(' ', OpenDevices.Of(NodeState.Of(Node, bookings))
        .Select(device => device.Mig is { } mig ? $"{device.Gpu.Index}:{mig.Index}" : $"{device.Gpu.Index}"));

    private static Gpu Gpu(int index) =>
        new(index, $"GPU-{index}", index, "NVIDIA H200", 143_000, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, []);
}
