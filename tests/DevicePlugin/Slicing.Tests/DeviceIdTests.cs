using Coaster.GpuModel.Requests;

namespace Coaster.Slicing.Tests;

public sealed class DeviceIdTests
{
    private const string Uuid = "GPU-0a1b2c3d-1111-2222-3333-444455556666";

    [Theory]
    [InlineData(Uuid + "::0", Uuid, 0)]
    [InlineData(Uuid + "::558", Uuid, 558)]
    [InlineData("GPU-1::2147483647", "GPU-1", int.MaxValue)]
    public void TryParse_PartOfAGpu_IsItsUuidAndIndex(string text, string uuid, int index)
    {
        Assert.True(DeviceId.TryParse(ResourceNames.Memory, text, out var id));
        Assert.Equal(new DeviceId(ResourceNames.Memory, uuid, index), id);
        Assert.Equal(text, id.ToString());
    }

    [Fact]
    public void TryParse_MigDevice_IsItsUuid()
    {
        Assert.True(DeviceId.TryParse("ten.ai/mig-1g.18gb", "MIG-0a1b2c3d-1111", out var id));
        Assert.Equal(new DeviceId("ten.ai/mig-1g.18gb", "MIG-0a1b2c3d-1111", 0), id);
        Assert.Equal("MIG-0a1b2c3d-1111", id.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("::0")]
    [InlineData("GPU-1")]
    [InlineData("GPU-1:0")]
    [InlineData("GPU-1::")]
    [InlineData("GPU-1::-1")]
    [InlineData("GPU-1::+1")]
    [InlineData("GPU-1:: 1")]
    [InlineData("GPU-1::1 ")]
    [InlineData("GPU-1::1\0")]
    [InlineData("GPU-1::01")]
    [InlineData("GPU-1::00")]
    [InlineData("GPU-1::1::1")]
    [InlineData("GPU-1:::1")]
    [InlineData("GPU-1::٤")]
    [InlineData("GPU-1::0x1")]
    [InlineData("GPU-1::2147483648")]
    [InlineData("GPU/1::0")]
    [InlineData(" GPU-1::0")]
    [InlineData("MIG-1::0")]
    [InlineData("MIG-1")]
    public void TryParse_AnythingElse_IsNone(string text)
    {
        Assert.False(DeviceId.TryParse(ResourceNames.Memory, text, out var id));
        Assert.Equal(default, id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MIG-")]
    [InlineData("MIG-1::0")]
    [InlineData("GPU-1::0")]
    [InlineData("GPU-1")]
    [InlineData("MIG-GPU-1/2/0")]
    public void TryParse_NoMigDevice_IsNone(string text) => Assert.False(DeviceId.TryParse("ten.ai/mig-1g.18gb", text, out _));

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void TryParse_Length_IsBounded(int uuidLength, bool expected) =>
        Assert.Equal(expected, DeviceId.TryParse(ResourceNames.Whole, new string('a', uuidLength) + "::0", out _));
}
