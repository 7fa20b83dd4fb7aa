using Coaster.Contract.Devices;

namespace Coaster.Contract.Tests.Devices;

public sealed class CdiNameTests
{
    [Theory]
    [InlineData("nvidia.com/gpu=0")]
    [InlineData("nvidia.com/gpu=all")]
    [InlineData("v/c=d")]
    [InlineData("vendor-1_x.com/class.sub=MIG-1:2.a_b")]
    [InlineData("runtime.nvidia.com/gpu=0:1")]
    public void IsQualified_Name_IsTaken(string text) => Assert.True(CdiName.IsQualified(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("nvidia.com/gpu")]
    [InlineData("nvidia.com/gpu=")]
    [InlineData("nvidia.com=gpu/0")]
    [InlineData("/gpu=0")]
    [InlineData("nvidia.com/=0")]
    [InlineData("1nvidia/gpu=0")]
    [InlineData("nvidia./gpu=0")]
    [InlineData("nvidia.com/gpu-=0")]
    [InlineData("nvidia.com/g:pu=0")]
    [InlineData("nvidia.com/gpu=-0")]
    [InlineData("nvidia.com/gpu=0:")]
    [InlineData("nvidia.com/gpu=0=1")]
    [InlineData("nvidia.com/gpu=0/1")]
    [InlineData(" nvidia.com/gpu=0")]
    [InlineData("nvidia.com/gpu=0\n")]
    [InlineData("nvidia.com/gpü=0")]
    public void IsQualified_SomethingElse_IsNot(string text) => Assert.False(CdiName.IsQualified(text));

    [Fact]
    public void IsQualified_LongerThanAnyName_IsNot() => Assert.False(CdiName.IsQualified("nvidia.com/gpu=" + new string('0', 300)));
}
