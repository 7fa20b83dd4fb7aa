using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;

namespace Coaster.GpuModel.Tests.Requests;

public sealed class ShareSizeTests
{
    private static readonly Gpu H200 =
        new(0, "GPU-aa", 0, "NVIDIA H200", 143_199, "00000000:1B:00.0", 0, GpuHealth.Healthy, MigMode.Disabled, []);

    [Fact]
    public void On_Blocks_AreWholeHundredthsOfTheGpu() => Assert.Equal((25 * 1431L, 25), new ShareSize.Blocks(25).On(H200));

    [Fact]
    public void On_HundredBlocks_FitTheGpu() => Assert.True(new ShareSize.Blocks(100).On(H200).MemoryMiB <= H200.MemoryMiB);

    [Fact]
    public void On_Amount_IsTheSameOnEveryGpu() => Assert.Equal((4096, 30), new ShareSize.Amount(4096, 30).On(H200));
}
