using Coaster.GpuModel.Requests;

namespace Coaster.GpuModel.Tests.Requests;

public sealed class ResourceNamesTests
{
    [Theory]
    [InlineData("1g.18gb", "ten.ai/mig-1g.18gb")]
    [InlineData("1g.18gb+me", "ten.ai/mig-1g.18gb.me")]
    [InlineData("1g.12gb-me", "ten.ai/mig-1g.12gb-me")]
    [InlineData("1c.3g.71gb", "ten.ai/mig-1c.3g.71gb")]
    public void OfMig_Profile_IsAResource(string profile, string resource)
    {
        Assert.Equal(resource, ResourceNames.OfMig(profile));
        Assert.True(ResourceNames.IsMig(resource));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1g 18gb")]
    [InlineData("1g.18gb+")]
    [InlineData("1g/18gb")]
    [InlineData("1g.18gb\n")]
    [InlineData("é")]
    public void OfMig_NoPartOfAName_IsNone(string profile) => Assert.Null(ResourceNames.OfMig(profile));

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void OfMig_Length_IsBounded(int length, bool expected) => Assert.Equal(expected, ResourceNames.OfMig(new string('a', length)) is not null);

    [Fact]
    public void IsMig_OtherResources_AreNot() =>
        Assert.DoesNotContain([ResourceNames.Memory, ResourceNames.Core, ResourceNames.Block, ResourceNames.Whole], ResourceNames.IsMig);
}
