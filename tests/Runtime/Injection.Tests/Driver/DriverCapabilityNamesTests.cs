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

    [Theory]
    [InlineData(null, DriverCapabilities.Default, DriverCapabilities.Utility)]
    [InlineData(null, DriverCapabilities.All, DriverCapabilities.Utility | DriverCapabilities.Video)]
    [InlineData("", DriverCapabilities.All, DriverCapabilities.Utility)]
    [InlineData("all", DriverCapabilities.Default, DriverCapabilities.Utility | DriverCapabilities.Video)]
    [InlineData("compute,all", DriverCapabilities.Default, DriverCapabilities.Utility | DriverCapabilities.Video)]
    [InlineData("none", DriverCapabilities.Default, DriverCapabilities.None)]
    [InlineData("video", DriverCapabilities.Default, DriverCapabilities.Video)]
    public void Read_NotAskedByName_IsCutDownToWhatIsAllowed(string? value, DriverCapabilities unset, DriverCapabilities expected) =>
        Assert.Equal(expected, DriverCapabilityNames.Read(value, unset, DriverCapabilities.Utility | DriverCapabilities.Video));

    [Theory]
    [InlineData("utility,compute", "'compute'")]
    [InlineData("utility,compute,video,graphics,display,ngx,compat32", "'compute'")]
    public void Read_AskedByNameAndNotAllowed_NamesTheSetting(string value, string named)
    {
        var error = Assert.Throws<CoasterException>(() => DriverCapabilityNames.Read(value, DriverCapabilities.Default, DriverCapabilities.Utility));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("\"requests.driverCapabilities\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Allowed_Words_AreTheirSum() =>
        Assert.Equal(DriverCapabilities.Utility | DriverCapabilities.Ngx, DriverCapabilityNames.Allowed(["utility", "NGX"]));

    [Fact]
    public void Allowed_UnknownWord_NamesTheSetting() => Assert.Contains(
        "'cuda' in \"requests.driverCapabilities\"",
        Assert.Throws<CoasterException>(() => DriverCapabilityNames.Allowed(["cuda"])).Message,
        StringComparison.Ordinal);
}
