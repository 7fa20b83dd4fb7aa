using Coaster.NvmlInterop.Inventory;

namespace Coaster.NvmlInterop.Tests.Inventory;

public sealed class MigNameTests
{
    private const long H200 = 143771L << 20, A100 = 81920L << 20, A30 = 24576L << 20;

    [Theory]
    [InlineData("NVIDIA H200 MIG 1g.18gb", "1g.18gb")]
    [InlineData("NVIDIA A100-SXM4-40GB MIG 1c.3g.20gb", "1c.3g.20gb")]
    [InlineData("NVIDIA H200", null)]
    public void FromProduct_NameOfADevice_IsItsLastWord(string product, string? expected) => Assert.Equal(expected, MigName.FromProduct(product));

    [Theory]
    [InlineData(1, 1, 16384, H200, "1g.18gb")]
    [InlineData(2, 2, 33280, H200, "2g.35gb")]
    [InlineData(3, 3, 71168, H200, "3g.71gb")]
    [InlineData(7, 7, 143360, H200, "7g.141gb")]
    [InlineData(1, 1, 9856, A100, "1g.10gb")]
    [InlineData(3, 1, 40192, A100, "1c.3g.40gb")]
    [InlineData(1, 1, 5836, A30, "1g.6gb")]
    [InlineData(1, 1, 5836, 0, "1g.6gb")]
    public void FromAttributes_SlicesAndMemory_GiveCudasName(int gpu, int compute, long mib, long parent, string expected) =>
        Assert.Equal(expected, MigName.FromAttributes(new MigAttributes(gpu, compute, 1, mib), parent));

    [Theory]
    [InlineData(0, "1g.18gb", "1g.18gb")]
    [InlineData(0, null, "1g.18gb")]
    [InlineData(7, null, "1g.18gb+me")]
    [InlineData(7, "1g.18gb+me", "1g.18gb+me")]
    public void Of_KindOfInstance_IsTheDriversNameOrTheSame(int kind, string? told, string expected) =>
        Assert.Equal(expected, MigName.Of(new MigInstanceProfile(kind, 19, told, 1, 7, 16, 1, 16384), H200));
}
