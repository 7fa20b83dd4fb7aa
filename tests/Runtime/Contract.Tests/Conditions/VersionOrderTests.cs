using Coaster.Contract.Conditions;

namespace Coaster.Contract.Tests.Conditions;

public sealed class VersionOrderTests
{
    [Theory]
    [InlineData("12.4", "12.4", 0)]
    [InlineData("12.4", "12.10", -1)]
    [InlineData("12", "12.0.0", 0)]
    [InlineData("12.0.1", "12", 1)]
    [InlineData("570.124.06", "570.124.6", 0)]
    [InlineData("570.124.06", "570", 1)]
    [InlineData("470", "470.57", -1)]
    [InlineData("1..2", "1.2", 0)]
    [InlineData("12.", "12", 0)]
    [InlineData("12", "12.10", -1)]
    [InlineData("9.0", "18446744073709551614", -1)]
    public void Of_TwoVersions_IsTheirOrder(string left, string right, int order)
    {
        Assert.Equal(order, VersionOrder.Of(left, right));
        Assert.Equal(-order, VersionOrder.Of(right, left));
    }

    [Theory]
    [InlineData("12.4", "12.x")]
    [InlineData("12.4", ".4")]
    [InlineData("12.4", "-12")]
    [InlineData("12.4", "18446744073709551615")]
    [InlineData("12.4", "99999999999999999999999")]
    [InlineData("12.4", "１２")]
    public void Of_SomethingElse_IsNull(string left, string right)
    {
        Assert.Null(VersionOrder.Of(left, right));
        Assert.Null(VersionOrder.Of(right, left));
    }
}
