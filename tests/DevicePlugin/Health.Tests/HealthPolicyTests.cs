using Coaster.GpuModel;
using Coaster.Health.Faults;

namespace Coaster.Health.Tests;

public sealed class HealthPolicyTests
{
    [Fact]
    public void ParseXids_Numbers_AreRead() => Assert.Equal([13, 79], HealthPolicy.ParseXids(" 79, 13,,13").Order());

    [Theory]
    [InlineData("xid79")]
    [InlineData("-1")]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("99999999999999999999999999999999999999999999")]
    public void ParseXids_Other_IsRefused(string text) =>
        Assert.StartsWith("cannot read the list of XIDs: `", Assert.Throws<CoasterException>(() => HealthPolicy.ParseXids(text)).Message);

    [Fact]
    public void ParseXids_TooMany_AreRefused() =>
        Assert.Contains("more than 256", Assert.Throws<CoasterException>(() => HealthPolicy.ParseXids(string.Join(',', Enumerable.Range(1, 300)))).Why);

    [Fact]
    public void Judge_IgnoredNumber_IsIgnored() =>
        Assert.Equal(XidClass.Ignored, new HealthPolicy { IgnoredXids = HealthPolicy.ParseXids("79") }.Judge(79).Class);

    [Theory]
    [InlineData(31, XidClass.Fault)]
    [InlineData(79, XidClass.Lost)]
    [InlineData(48, XidClass.Ignored)]
    public void Judge_CountedNumber_CountsThoughAllAreIgnored(int xid, XidClass expected) =>
        Assert.Equal(expected, new HealthPolicy { IgnoresXids = true, CountedXids = HealthPolicy.ParseXids("31,79") }.Judge(xid).Class);
}
