namespace Coaster.Contract.Tests;

public sealed class LegacyCudaVersionTests
{
    [Theory]
    [InlineData("8", "cuda>=8.0")]
    [InlineData("7.5", "cuda>=7.5")]
    [InlineData("9.0.176", "cuda>=9.0")]
    [InlineData("v11.6", "cuda>=11.6")]
    [InlineData("12.4.1-devel", "cuda>=12.4")]
    [InlineData("4294967295.4294967295", "cuda>=4294967295.4294967295")]
    public void Requirement_Version_IsItsMajorAndMinor(string version, string requirement) => Assert.Equal(requirement, LegacyCudaVersion.Requirement(version));

    [Theory]
    [InlineData("foo")]
    [InlineData("9.")]
    [InlineData("9..0")]
    [InlineData("-9")]
    [InlineData("+9")]
    [InlineData("9.0.116.50")]
    [InlineData("9.4294967296")]
    [InlineData("9,0")]
    public void Requirement_NoVersion_IsNull(string version) => Assert.Null(LegacyCudaVersion.Requirement(version));
}
