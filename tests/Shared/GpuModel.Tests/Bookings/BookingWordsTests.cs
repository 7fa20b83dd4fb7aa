using Coaster.GpuModel.Bookings;
using Coaster.GpuModel.Inventory;

namespace Coaster.GpuModel.Tests.Bookings;

/// <summary>The words stand in annotations that other versions read: changing one is a change of format.</summary>
public sealed class BookingWordsTests
{
    [Fact]
    public void Word_EveryEnum_IsStable()
    {
        Assert.Equal("share exclusive open", string.Join(' ', Enum.GetValues<BookingKind>().Select(kind => kind.Word())));
        Assert.Equal("soft hard", string.Join(' ', Enum.GetValues<CoreLimit>().Select(limit => limit.Word())));
        Assert.Equal("booked watcher shim mps driver mig", string.Join(' ', Enum.GetValues<EnforcementTier>().Select(tier => tier.Word())));
        Assert.Equal("healthy degraded lost stalled", string.Join(' ', Enum.GetValues<GpuHealth>().Select(health => health.Word())));
        Assert.Equal("unsupported disabled enabled", string.Join(' ', Enum.GetValues<MigMode>().Select(mode => mode.Word())));
        Assert.Equal("auto shared whole local mig", string.Join(' ', Enum.GetValues<GpuMode>().Select(mode => mode.Word())));
    }

    [Fact]
    public void TryParse_WordOfAMode_GivesItBack()
    {
        Assert.All(Enum.GetValues<GpuMode>(), mode => Assert.Equal((true, mode), (InventoryWords.TryParse(mode.Word(), out var read), read)));
        Assert.False(InventoryWords.TryParse("Auto", out _));
    }
}
