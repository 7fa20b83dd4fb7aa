using System.Numerics;

namespace Coaster.KubeApi.Models;

/// <summary>Reads the text of a quantity.</summary>
internal static class QuantityText
{
    // Longer ones are no amounts of anything; the bound keeps the arithmetic small.
    private const int MaxLength = 64;
    private const int MaxExponent = 100;
    private const int NanoDigits = 9;
    private const string ByThousands = "kMGTPE";
    private static readonly BigInteger Most = new BigInteger(long.MaxValue) * ResourceQuantity.NanosOfOne;

    internal static Int128? Parse(string text)
    {
        if (text.Length > MaxLength)
            return null;
        var sign = text is ['+' or '-', ..] ? 1 : 0;
        var whole = Digits(text, sign);
        var fraction = whole < text.Length && text[whole] == '.' ? Digits(text, whole + 1) : whole;
        var digits = string.Concat(text.AsSpan(sign, whole - sign), fraction > whole ? text.AsSpan(whole + 1, fraction - whole - 1) : []);
        if (digits.Length == 0 || Factor(text[fraction..]) is not var (radix, exponent))
            return null;
        var nanos = Nanos(BigInteger.Parse(digits), radix, exponent, fraction > whole ? fraction - whole - 1 : 0);
        return (Int128)(text[0] == '-' ? -nanos : nanos);
    }

    /// <summary>As much of a text as an error shows.</summary>
    internal static string Shown(string text) => text.Length > MaxLength ? text[..MaxLength] + "…" : text;

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static (int Radix, int Exponent)? Factor(string suffix) => suffix switch
    {
        "" => (10, 0),
        "n" => (10, -9),
        "u" => (10, -6),
        "m" => (10, -3),
        [var letter] when ByThousands.Contains(letter) => (10, 3 * (ByThousands.IndexOf(letter) + 1)),
        ['K', 'i'] => (2, 10),
        [var letter, 'i'] when letter != 'k' && ByThousands.Contains(letter) => (2, 10 * (ByThousands.IndexOf(letter) + 1)),
        ['e' or 'E', .. var power] => Exponent(power) is { } exponent ? (10, exponent) : null,
        _ => null,
    };

    private static int? Exponent(string text)
    {
        var sign = text is ['+' or '-', ..] ? 1 : 0;
        if (text.Length == sign || Digits(text, sign) != text.Length)
            return null;
        var exponent = (int)BigInteger.Min(BigInteger.Parse(text.AsSpan(sign)), MaxExponent);
        return text[0] == '-' ? -exponent : exponent;
    }

    private static BigInteger Nanos(BigInteger digits, int radix, int exponent, int decimals)
    {
        var tens = NanoDigits - decimals + (radix == 10 ? exponent : 0);
        var scaled = radix == 2 ? digits << exponent : digits;
        if (tens >= 0)
            return BigInteger.Min(scaled * BigInteger.Pow(10, tens), Most);
        var quotient = BigInteger.DivRem(scaled, BigInteger.Pow(10, -tens), out var rest);
        return BigInteger.Min(rest.IsZero ? quotient : quotient + 1, Most);
    }
}
