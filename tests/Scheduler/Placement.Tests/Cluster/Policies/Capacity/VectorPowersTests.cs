using System.Runtime.Intrinsics;
using Coaster.Placement.Cluster.Policies.Capacity;

namespace Coaster.Placement.Tests.Cluster.Policies.Capacity;

public sealed class VectorPowersTests
{
    [Fact]
    public void Log2_AnyNumber_IsNearlyRight()
    {
        for (var number = 1e-5f; number < 1e6f; number *= 1.0007f)
            Assert.Equal(Math.Log2(number), VectorPowers.Log2(Vector256.Create(number))[5], 2e-4);
    }

    [Fact]
    public void Exp2_AnyNumber_IsNearlyRight()
    {
        for (var number = -100f; number < 100f; number += 0.0137f)
            Assert.Equal(1, VectorPowers.Exp2(Vector256.Create(number))[2] / Math.Pow(2, number), 3e-4);
    }

    [Fact]
    public void Log2AndExp2_PowersOfTwo_AreExact()
    {
        for (var power = -100; power < 100; power++)
        {
            Assert.Equal(power, VectorPowers.Log2(Vector256.Create((float)Math.Pow(2, power)))[0]);
            Assert.Equal((float)Math.Pow(2, power), VectorPowers.Exp2(Vector256.Create((float)power))[0]);
        }
    }

    [Fact]
    public void Exp2_FarTooSmall_IsNearlyNothing() => Assert.InRange(VectorPowers.Exp2(Vector256.Create(float.NegativeInfinity))[0], 0, 1e-37f);
}
