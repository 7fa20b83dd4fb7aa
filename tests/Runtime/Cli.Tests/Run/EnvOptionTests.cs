using Coaster.Cli.Run;
using Coaster.GpuModel;

namespace Coaster.Cli.Tests.Run;

public sealed class EnvOptionTests
{
    [Fact]
    public void Merge_SameName_LastWinsInTheFirstPlace() =>
        Assert.Equal(["PATH=/x", "HOME=/root", "A=c=d", "B="], EnvOption.Merge(["PATH=/bin", "HOME=/root"], ["A=b", "PATH=/x", "A=c=d", "B="]));

    [Fact]
    public void Merge_NameAlone_HandsOursOnOrIsLeftOut()
    {
        Environment.SetEnvironmentVariable("COASTER_TEST_HANDED_ON", "1 = 2");
        Assert.Equal(["COASTER_TEST_HANDED_ON=1 = 2"], EnvOption.Merge([], ["COASTER_TEST_HANDED_ON", "COASTER_TEST_NOT_THERE"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("=x")]
    public void Merge_NoName_IsRefused(string option) => Assert.Throws<CoasterException>(() => EnvOption.Merge([], [option]));
}
