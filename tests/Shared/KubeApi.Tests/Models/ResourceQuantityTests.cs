using System.Numerics;
using Coaster.KubeApi.Models;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.KubeApi.Tests.Models;

public sealed class ResourceQuantityTests
{
    private static readonly (string Suffix, BigInteger Nanos)[] Suffixes =
    [
        ("n", 1), ("u", 1_000), ("m", 1_000_000), ("", 1_000_000_000), ("k", 1_000_000_000_000), ("M", 1_000_000_000_000_000),
        ("Ki", 1024L * 1_000_000_000), ("Mi", (1L << 20) * 1_000_000_000), ("Gi", (BigInteger)(1L << 30) * 1_000_000_000),
    ];

    [Theory]
    [InlineData("8", 8)]
    [InlineData("2k", 2000)]
    [InlineData("1Ki", 1024)]
    [InlineData("500m", 1)]
    [InlineData("0", 0)]
    [InlineData("+3", 3)]
    [InlineData("-1500m", -2)]
    [InlineData("1.5Gi", 1610612736)]
    [InlineData(".5Ki", 512)]
    [InlineData("5.", 5)]
    [InlineData("007", 7)]
    [InlineData("1e3", 1000)]
    [InlineData("1E3", 1000)]
    [InlineData("1E", 1_000_000_000_000_000_000)]
    [InlineData("1Ei", 1L << 60)]
    [InlineData("12e-1", 2)]
    [InlineData("0.1n", 1)]
    [InlineData("1e-99", 1)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("9223372036854775808", long.MaxValue)]
    [InlineData("-100E", -long.MaxValue)]
    [InlineData("1e999999999999999999999999", long.MaxValue)]
    public void Value_Quantity_IsRoundedAwayFromZero(string text, long value) => Assert.Equal(value, ResourceQuantity.Parse(text).Value);

    [Theory]
    [InlineData("500m", 500, false)]
    [InlineData("2", 2000, true)]
    [InlineData("1u", 1, false)]
    [InlineData("1000m", 1000, true)]
    [InlineData("9E", long.MaxValue, true)]
    public void MilliValue_Quantity_IsInThousandths(string text, long milli, bool isWhole)
    {
        var quantity = ResourceQuantity.Parse(text);
        Assert.Equal((milli, isWhole), (quantity.MilliValue, quantity.IsWhole));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("m")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1K")]
    [InlineData("1ki")]
    [InlineData("1mi")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.5")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1Gib")]
    [InlineData("٣")]
    [InlineData("11111111111111111111111111111111111111111111111111111111111111111")]
    public void Parse_NoQuantity_IsRefused(string text)
    {
        Assert.False(ResourceQuantity.TryParse(text, out _));
        Assert.Contains("is no quantity", Assert.Throws<FormatException>(() => ResourceQuantity.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_Null_IsNone() => Assert.False(ResourceQuantity.TryParse(null, out _));

    [Fact]
    public void Parse_AnyNumberAndSuffix_IsTheirProduct() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), Gen.Elements(Suffixes).ToArbitrary(), (number, suffix) =>
                (BigInteger)ResourceQuantity.Parse(number + suffix.Suffix).Nanos == BigInteger.Min(number * suffix.Nanos, Most(number)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Prop.ForAll(Gen.Elements("+-.0123456789eEinumkKMGTP ".ToCharArray()).ListOf().ToArbitrary(), letters =>
            {
                var text = string.Concat(letters);
                return !ResourceQuantity.TryParse(text, out var quantity) || Math.Abs((double)quantity.Nanos) <= 1e28;
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static BigInteger Most(int number) => number < 0 ? 0 : (BigInteger)long.MaxValue * 1_000_000_000;
}
