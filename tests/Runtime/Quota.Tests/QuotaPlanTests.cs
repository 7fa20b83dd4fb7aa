using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;
using Coaster.Quota.Limits;

namespace Coaster.Quota.Tests;

public sealed class QuotaPlanTests
{
    private static readonly NodeInventory Node = new(
        "570.124.06", "12.8", [new Gpu(0, "GPU-0", 0, "NVIDIA H200", 100_000, "", 0, GpuHealth.Healthy, MigMode.Disabled, [])]);

    [Theory]
    [InlineData(4096, 30, 300_000, 15_000_000)]
    [InlineData(1, 100, 1_000_000, 50_000_000)]
    [InlineData(25_000, 0, 250_000, 12_500_000)]
    [InlineData(1, 0, 1_000, 50_000)]
    public void For_Share_IsItsMemoryAndItsTime(long mib, int core, ulong rate, ulong burst)
    {
        var gpu = Assert.Single(Plan(mib, core, CoreLimit.Soft, true).Gpus);
        Assert.Equal(("GPU-0", GpuLimitsFlags.Memory | GpuLimitsFlags.Compute, (ulong)mib << 20, rate), (gpu.Uuid, gpu.Flags, gpu.MemoryBytes, gpu.RatePpm));
        Assert.Equal((burst, 2ul << 20, 40_000ul, 0ul), (gpu.BurstNs, gpu.GranuleBytes, gpu.UnitPs, gpu.ContextBytes));
    }

    [Theory]
    [InlineData(true, LimitsFlags.ManagedInFull)]
    [InlineData(false, LimitsFlags.None)]
    public void For_ManagedMemory_IsAsTheSettingsSay(bool inFull, LimitsFlags flags) =>
        Assert.Equal(flags, Plan(1, 1, CoreLimit.Hard, inFull).Flags);

    [Theory]
    [InlineData(Oversubscription.Memory)]
    [InlineData(Oversubscription.Memory | Oversubscription.Core)]
    public void For_OversubscribedMemory_IsManagedAndCountsInFull(Oversubscription parts) => Assert.All([true, false], inFull =>
        Assert.Equal(LimitsFlags.ManagedInFull | LimitsFlags.ManagedBacking, QuotaPlan.For(Booking(1, 1, CoreLimit.Soft) with { Oversubscribed = parts }, Node, inFull).Flags));

    [Fact]
    public void For_GpuThatIsNotKnown_IsLimitedAllTheSame()
    {
        var booking = new ContainerBooking("c", BookingKind.Share, EnforcementTier.Shim, CoreLimit.Soft, [new GpuGrant("GPU-9", null, 100, 0)]);
        Assert.Equal((100ul << 20, 1_000_000ul), Pair(QuotaPlan.For(booking, Node, true)));

        static (ulong, ulong) Pair(ContainerLimits limits) => (limits.Gpus[0].MemoryBytes, limits.Gpus[0].RatePpm);
    }

    private static ContainerLimits Plan(long mib, int core, CoreLimit limit, bool inFull) => QuotaPlan.For(Booking(mib, core, limit), Node, inFull);

    private static ContainerBooking Booking(long mib, int core, CoreLimit limit) =>
        new("c", BookingKind.Share, EnforcementTier.Shim, limit, [new GpuGrant("GPU-0", null, mib, core)]);
}
