using Coaster.GpuModel;
using Coaster.Injection.Driver;

namespace Coaster.Injection.Tests.Driver;

public sealed class DriverCapabilityNamesTests
{
    [Theory]
    [InlineData("utility", DriverCapabilities.Utility)]
    [InlineData("compute", DriverCapabilities.Compute)]
    [InlineData("video", DriverCapabilities.Video)]
    [InlineData("graphics", DriverCapabilities.Graphics)]
    [InlineData("display", DriverCapabilities.Display)]
    [InlineData("ngx", DriverCapabilities.Ngx)]
    [InlineData("compat32", DriverCapabilities.Compat32)]
    [InlineData("all", DriverCapabilities.All)]
    [InlineData("none", DriverCapabilities.None)]
    [InlineData("", DriverCapabilities.Default)]
    [InlineData(" , ", DriverCapabilities.Default)]
    [InlineData("compute,utility", DriverCapabilities.Compute | DriverCapabilities.Utility)]
    [InlineData(" Compute , UTILITY,", DriverCapabilities.Compute | DriverCapabilities.Utility)]
    [InlineData("none,video", DriverCapabilities.Video)]
    [InlineData("all,none", DriverCapabilities.All)]
    public void FromEnv_Value_IsTheSumOfItsWords(string value, DriverCapabilities expected) =>
        Assert.Equal(expected, DriverCapabilityNames.FromEnv(["A=b", "NVIDIA_DRIVER_CAPABILITIES=" + value]));

    [Theory]
    [InlineData("cuda")]
    [InlineData("compute;utility")]
    [InlineData("1")]
    public void FromEnv_UnknownWord_IsNamedWithTheKnownOnes(string value)
    {
        var error = Assert.Throws<CoasterException>(() => DriverCapabilityNames.FromEnv(["NVIDIA_DRIVER_CAPABILITIES=" + value]));
        Assert.Contains($"'{value}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("utility, compute, video", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromEnv_Unset_IsTheDefault() =>
        Assert.Equal(DriverCapabilities.Utility | DriverCapabilities.Compute, DriverCapabilityNames.FromEnv(["NVIDIA_DRIVER_CAPABILITIESX=all"]));

    [Fact]
    public void FromEnv_SetTwice_LastWins() =>
        Assert.Equal(DriverCapabilities.Ngx, DriverCapabilityNames.FromEnv(["NVIDIA_DRIVER_CAPABILITIES=all", "NVIDIA_DRIVER_CAPABILITIES=ngx"]));
}
