namespace Coaster.NvmlInterop.Tests.Library.Results;

public sealed class NvmlStatusTextTests
{
    [Fact]
    public void Describe_EveryKnownStatus_HasWords() =>
        Assert.All(Enum.GetValues<NvmlStatus>(), status => Assert.DoesNotContain("NVML status", status.Describe()));

    [Fact]
    public void Describe_UnknownStatus_NamesItsNumber() => Assert.Equal("NVML status 77", ((NvmlStatus)77).Describe());
}
