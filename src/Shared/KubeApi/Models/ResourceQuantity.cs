using System.Diagnostics.CodeAnalysis;

namespace Coaster.KubeApi.Models;

/// <summary>
/// An amount of a resource. The text is a decimal number and a suffix: <c>n u m k M G T P E</c> by thousands, <c>Ki Mi Gi Ti Pi Ei</c> by 1024, or
/// an exponent as in <c>1e3</c> (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/). As in Kubernetes, what is finer
/// than a billionth is rounded away from zero, and what is larger than 2^63-1 counts as that.
/// </summary>
/// <param name="Nanos">The amount in billionths.</param>
public readonly record struct ResourceQuantity(Int128 Nanos)
{
    internal const long NanosOfOne = 1_000_000_000;
    private const long NanosOfMilli = 1_000_000;

    /// <summary>The amount in whole units, rounded away from zero.</summary>
    public long Value => (long)RoundUp(Nanos, NanosOfOne);

    /// <summary>The amount in thousandths, rounded away from zero; at the bounds of <see cref="long"/> where it is beyond.</summary>
    public long MilliValue => (long)Int128.Clamp(RoundUp(Nanos, NanosOfMilli), -long.MaxValue, long.MaxValue);

    /// <summary>Whether the amount is a number of whole units, as extended resources must be.</summary>
    public bool IsWhole => Nanos % NanosOfOne == 0;

    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">It is no quantity.</exception>
    public static ResourceQuantity Parse(string text) =>
        TryParse(text, out var quantity) ? quantity : throw new FormatException($"'{QuantityText.Shown(text)}' is no quantity such as 8, 500m or 1Gi");

    /// <summary>Reads a text.</summary>
    /// <returns>Whether it is a quantity.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out ResourceQuantity quantity)
    {
        quantity = default;
        if (QuantityText.Parse(text ?? "") is not { } nanos)
            return false;
        quantity = new ResourceQuantity(nanos);
        return true;
    }

    private static Int128 RoundUp(Int128 nanos, long unit) => (nanos / unit) + (nanos % unit == 0 ? 0 : Int128.Sign(nanos));
}
