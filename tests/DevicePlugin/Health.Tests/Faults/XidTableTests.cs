using Coaster.Health.Faults;

namespace Coaster.Health.Tests.Faults;

public sealed class XidTableTests
{
    [Theory]
    [InlineData(13, XidClass.Application)]
    [InlineData(31, XidClass.Application)]
    [InlineData(43, XidClass.Application)]
    [InlineData(45, XidClass.Application)]
    [InlineData(48, XidClass.Fault)]
    [InlineData(63, XidClass.Fault)]
    [InlineData(64, XidClass.Fault)]
    [InlineData(68, XidClass.Application)]
    [InlineData(74, XidClass.Fault)]
    [InlineData(79, XidClass.Lost)]
    [InlineData(92, XidClass.Notice)]
    [InlineData(94, XidClass.Application)]
    [InlineData(95, XidClass.Fault)]
    [InlineData(109, XidClass.Application)]
    [InlineData(119, XidClass.Fault)]
    [InlineData(120, XidClass.Fault)]
    [InlineData(140, XidClass.Fault)]
    [InlineData(143, XidClass.Fault)]
    [InlineData(154, XidClass.Notice)]
    [InlineData(9999, XidClass.Unknown)]
    public void Find_Number_HasItsClass(int xid, XidClass expected) => Assert.Equal(expected, XidTable.Find(xid).Class);

    [Fact]
    public void Find_FallenOffTheBus_IsSaidInWords() => Assert.Equal("XID 79: the GPU has fallen off the bus", XidTable.Find(79).ToString());

    [Fact]
    public void All_Meanings_HaveWordsWithoutAFullStop() =>
        Assert.All(XidTable.All, meaning => Assert.True(meaning.Text.Length > 0 && meaning.Text[^1] != '.', meaning.ToString()));
}
