using System.Globalization;
using System.Numerics;
using Coaster.BookingKeys.Keys;
using FsCheck;
using FsCheck.Fluent;

namespace Coaster.BookingKeys.Tests.Keys;

public sealed class CanonicalSignatureTests
{
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber);

    [Fact]
    public void Is_HalfOfTheOrder_IsTheLargest()
    {
        Assert.True(CanonicalSignature.Is(With(Order / 2)));
        Assert.False(CanonicalSignature.Is(With((Order / 2) + 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(65)]
    public void Is_OtherLength_IsNone(int length) => Assert.False(CanonicalSignature.Is(new byte[length]));

    [Fact]
    public void Make_AnyScalar_IsItselfOrTheOrderLessIt() =>
        Prop.ForAll(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(32).ToArbitrary(), bytes =>
        {
            var scalar = new BigInteger(bytes, isUnsigned: true) % (Order - 1) + 1;
            var signature = With(scalar);
            CanonicalSignature.Make(signature);
            return CanonicalSignature.Is(signature) && signature.AsSpan().SequenceEqual(With(BigInteger.Min(scalar, Order - scalar)));
        }).QuickCheckThrowOnFailure();

    /// <summary>A signature whose second number is the scalar.</summary>
    private static byte[] With(BigInteger scalar)
    {
        var bytes = scalar.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. Enumerable.Repeat((byte)0xA5, 32), .. new byte[32 - bytes.Length], .. bytes];
    }
}
