using Coaster.GpuModel.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.GpuModel.Tests.Requests;

public sealed class MemorySizeTests
{
    [Theory]
    [InlineData("1Mi", 1)]
    [InlineData("512Mi", 512)]
    [InlineData("4Gi", 4096)]
    [InlineData("1.5Gi", 1536)]
    [InlineData("1Ti", 1048576)]
    [InlineData("1024Ti", 1073741824)]
    [InlineData("0.1Gi", 103)]
    [InlineData("0.000000000001Gi", 1)]
    [InlineData("007Gi", 7168)]
    public void Parse_Size_IsMiBRoundedUp(string text, long mib) => Assert.Equal(mib, MemorySize.Parse(text, "mem").MiB);

    [Theory]
    [InlineData("", "is not a size")]
    [InlineData("4", "has no unit")]
    [InlineData("4G", "is not a size")]
    [InlineData("4GiB", "is not a size")]
    [InlineData("4gi", "is not a size")]
    [InlineData("Gi", "is not a size")]
    [InlineData(".5Gi", "is not a size")]
    [InlineData("5.Gi", "is not a size")]
    [InlineData("1.2.3Gi", "is not a size")]
    [InlineData("-4Gi", "is not a size")]
    [InlineData("+4Gi", "is not a size")]
    [InlineData("4 Gi", "is not a size")]
    [InlineData("1e3Gi", "is not a size")]
    [InlineData("٤Gi", "is not a size")]
    [InlineData("0Gi", "is nothing")]
    [InlineData("0.0Mi", "is nothing")]
    [InlineData("1025Ti", "is more than 1024Ti")]
    [InlineData("1073741824.5Mi", "is more than 1024Ti")]
    [InlineData("999999999999Ti", "is more than 1024Ti")]
    [InlineData("9999999999999Ti", "is not a size")]
    public void Parse_NoSize_NamesTextAndUnits(string text, string problem)
    {
        var message = Assert.Throws<CoasterException>(() => MemorySize.Parse(text, "mem")).Message;
        Assert.Equal($"cannot read mem: '{text}' {problem}. Write the size with its unit, Mi, Gi or Ti, such as 4Gi or 512Mi.", message);
    }

    [Fact]
    public void Parse_Printed_GivesItBack() =>
        Prop.ForAll(Generators.MiB.ToArbitrary(), mib => MemorySize.Parse(new MemorySize(mib).ToString(), "mem").MiB == mib)
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(4096, "4Gi")]
    [InlineData(4097, "4097Mi")]
    [InlineData(1048576, "1Ti")]
    public void ToString_Size_TakesTheLargestUnit(long mib, string text) => Assert.Equal(text, new MemorySize(mib).ToString());
}
