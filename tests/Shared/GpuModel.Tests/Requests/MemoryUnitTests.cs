using Coaster.GpuModel.Requests;

namespace Coaster.GpuModel.Tests.Requests;

public sealed class MemoryUnitTests
{
    [Theory]
    [InlineData("256Mi", 256)]
    [InlineData("512Mi", 512)]
    [InlineData("1Gi", 1024)]
    public void Parse_Unit_IsItsMiB(string text, long mib)
    {
        var unit = MemoryUnit.Parse(text, "unit");
        Assert.Equal((mib, text), (unit.MiB, unit.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1024Mi")]
    [InlineData("1gi")]
    [InlineData("128Mi")]
    [InlineData("1Mi")]
    [InlineData("2Gi")]
    public void Parse_AnythingElse_NamesWhatThereIs(string text) => Assert.Equal(
        $"cannot read unit: the unit is '{text}'. Write it as 256Mi, 512Mi or 1Gi.",
        Assert.Throws<CoasterException>(() => MemoryUnit.Parse(text, "unit")).Message);

    [Fact]
    public void Default_OfACluster_IsOneGibibyte() => Assert.Equal("1Gi", MemoryUnit.Default.ToString());

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1023, 0)]
    [InlineData(1024, 1)]
    [InlineData(143_165, 139)]
    public void In_Memory_IsWholeUnits(long memoryMiB, long units) => Assert.Equal(units, MemoryUnit.Default.In(memoryMiB));
}
