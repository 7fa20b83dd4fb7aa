using Coaster.Contract.Conditions;
using Coaster.GpuModel.Inventory;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.Contract.Tests.Conditions;

public sealed class RequirementExpressionTests
{
    private static readonly NodeInventory Node = new("535.104.05", "12.2", []);
    private static readonly Gpu Tesla = Golden.GoldenGpus.Inventory.Gpus[4];

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(",")]
    [InlineData("cuda>=12.2")]
    [InlineData("cuda>12.1,cuda<12.3,cuda=12.2,cuda!=12.1,cuda<=12.2")]
    [InlineData("cuda>=13 driver>=535")]
    [InlineData("cuda>=13,rubbish  driver>=535")]
    [InlineData("driver>=535 rubbish")]
    [InlineData("arch=7.5,brand=TESLA")]
    [InlineData("brand!=nvidia")]
    [InlineData(", cuda>=99")]
    public void Evaluate_WhatIsThere_IsMet(string expression) => Assert.IsType<Verdict.Met>(Evaluate(expression));

    [Theory]
    [InlineData("cuda>=12.3", "cuda>=12.3", "cuda>=12.3")]
    [InlineData("cuda>=12.2,driver>=550 cuda>=13", "cuda>=12.2,driver>=550", "driver>=550")]
    [InlineData("arch>=8.0", "arch>=8.0", "arch>=8.0")]
    [InlineData("brand=nvidia", "brand=nvidia", "brand=nvidia")]
    [InlineData("cuda>=13 , cuda>=1", "cuda>=13", "cuda>=13")]
    public void Evaluate_SomethingElse_SaysWhatIsNeeded(string expression, string way, string condition) =>
        Assert.Equal(new Verdict.Unmet(way, Condition.Parse(condition)!), Evaluate(expression));

    [Theory]
    [InlineData("rubbish", "rubbish")]
    [InlineData("cuda>=12.2,memory>=4", "memory>=4")]
    [InlineData("cuda>=13 cuda>=x", "cuda>=x")]
    [InlineData("brand>tesla", "brand>tesla")]
    [InlineData("cuda>=12\t", "cuda>=12\t")]
    [InlineData("cuda>=18446744073709551615", "cuda>=18446744073709551615")]
    public void Evaluate_NoCondition_SaysWhich(string expression, string term) => Assert.Equal(new Verdict.Malformed(term), Evaluate(expression));

    [Theory]
    [InlineData("arch>=99,brand=x")]
    [InlineData("arch>=rubbish")]
    [InlineData("brand<nvidia")]
    public void Evaluate_NoGpu_TakesItsConditionsForMet(string expression) =>
        Assert.IsType<Verdict.Met>(RequirementExpression.Evaluate(expression, new DriverFacts(Node, null)));

    [Fact]
    public void Evaluate_SilentDriver_TakesItsConditionsForMet() =>
        Assert.IsType<Verdict.Met>(RequirementExpression.Evaluate("cuda>=99,driver>=9999", new DriverFacts(new NodeInventory("", "", []), null)));

    [Fact]
    public void Evaluate_AnyText_GivesAVerdict() =>
        Prop.ForAll(Texts().ToArbitrary(), text => Evaluate(text) is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private static Verdict Evaluate(string expression) => RequirementExpression.Evaluate(expression, new DriverFacts(Node, Tesla));

    private static Gen<string> Texts() =>
        from parts in Gen.Elements("cuda", "driver", "arch", "brand", ">=", "<", "!", "=", "12.2", "tesla", ".", ",", " ", "\t", "9", "é", "\0").ArrayOf()
        select string.Concat(parts);
}
