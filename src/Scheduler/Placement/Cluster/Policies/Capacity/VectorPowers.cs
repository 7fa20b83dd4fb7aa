using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>
/// Logarithms and powers of two for many numbers at a time, to three digits: what they are for is an estimate, and the library's exact ones take five
/// times as long. Both are exact at powers of two and continuous there; the polynomials between are the least-squares ones at Chebyshev's nodes.
/// </summary>
internal static class VectorPowers
{
    private const int MantissaBits = 23;
    private const int MantissaMask = (1 << MantissaBits) - 1;
    private const int Bias = 127;
    private const float LeastExponent = -126;

    /// <summary>The logarithms of numbers above 0; of others, anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log2(Vector256<float> numbers)
    {
        var bits = numbers.AsInt32();
        var exponent = Vector256.ConvertToSingle(Vector256.ShiftRightLogical(bits, MantissaBits) - Vector256.Create(Bias));
        var part = ((bits & Vector256.Create(MantissaMask)) | Vector256.Create(Bias << MantissaBits)).AsSingle() - Vector256<float>.One;
        var bend = Vector256.Create(-0.438379f) + (part * (Vector256.Create(0.237501f) - (part * Vector256.Create(0.0806532f))));
        return exponent + (part * (Vector256<float>.One + ((part - Vector256<float>.One) * bend)));
    }

    /// <summary>Two to the power of numbers below 127; anything where that is too small for a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp2(Vector256<float> numbers)
    {
        var bounded = Vector256.Max(numbers, Vector256.Create(LeastExponent));
        var whole = Vector256.Floor(bounded);
        var part = bounded - whole;
        var bend = Vector256.Create(0.304143f) + (part * Vector256.Create(0.079145f));
        var mantissa = Vector256<float>.One + (part * (Vector256<float>.One + ((part - Vector256<float>.One) * bend)));
        var power = Vector256.ShiftLeft(Vector256.ConvertToInt32(whole) + Vector256.Create(Bias), MantissaBits).AsSingle();
        return mantissa * power;
    }
}
