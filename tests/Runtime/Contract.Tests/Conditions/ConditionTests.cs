using Coaster.Contract.Conditions;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Contract.Tests.Conditions;

public sealed class ConditionTests
{
    private static readonly Gen<Condition> Conditions =
        from property in Gen.Elements("cuda", "driver", "arch", "brand")
        from comparison in Gen.Elements(Enum.GetValues<Comparison>())
        from value in Gen.Elements("12.4", "0", "tesla", "1=2", "x>", "é")
        select new Condition(property, comparison, value);

    [Fact]
    public void Parse_Printed_GivesItBack() =>
        Prop.ForAll(Conditions.ToArbitrary(), condition => Condition.Parse(condition.ToString()) == condition).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("cuda>=12.4", "cuda>=12.4")]
    [InlineData("CUDA>=12.4", "cuda>=12.4")]
    [InlineData("Brand=Tesla", "brand=Tesla")]
    [InlineData("brand!tesla", "brand!=tesla")]
    public void Parse_Condition_IsRead(string text, string expected) => Assert.Equal(expected, Condition.Parse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("cuda")]
    [InlineData("cuda>=")]
    [InlineData(">=12")]
    [InlineData("cuda=>12")]
    [InlineData("cuda==12")]
    [InlineData("cuda<>12")]
    [InlineData("cuda >=12")]
    [InlineData("memory>=4")]
    public void Parse_SomethingElse_IsNull(string text) => Assert.Null(Condition.Parse(text));
}
