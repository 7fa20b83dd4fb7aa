using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>
/// What of a node's GPUs each class of pods could use: its GPUs with enough room, less where processors run out before them. Concave in both, as the
/// first GPU of a node is worth more than its last.
/// </summary>
internal static class UsableCapacity
{
    private const float GpuPower = 0.87f;
    private const float CpuPower = 0.4f;
    private const float Half = 0.5f;
    private const float Milli = 1000f;

    /// <summary>The sum over all classes, each times its price, when some of the GPUs have changed.</summary>
    /// <param name="classes">The classes.</param>
    /// <param name="on">1 for the classes that run on the node's model.</param>
    /// <param name="prices">The price of each.</param>
    /// <param name="gpus">What the node's GPUs mean to each class.</param>
    /// <param name="less">What each of those meant before.</param>
    /// <param name="more">What each of those means now.</param>
    /// <param name="times">How many have changed so.</param>
    /// <param name="cpuMilli">The node's free processors.</param>
    public static float Worth(ClassVectors classes, float[] on, float[] prices, RoomVectors gpus, RoomVectors less, RoomVectors more, int times, int cpuMilli)
    {
        var sum = Vector256<float>.Zero;
        var changes = Vector256.Create((float)times);
        for (var index = 0; index < classes.Length; index += Vector256<float>.Count)
        {
            var pods = Vector256.Create(gpus.Pods, index) + (changes * (Vector256.Create(more.Pods, index) - Vector256.Create(less.Pods, index)));
            var milli = Vector256.Create(gpus.Milli, index) + (changes * (Vector256.Create(more.Milli, index) - Vector256.Create(less.Milli, index)));
            sum += Vector256.Create(prices, index)
                * Of(pods, milli, Vector256.Create(classes.PerGpu, index), Vector256.Create(classes.PerCpu, index), cpuMilli, Vector256.Create(on, index));
        }

        return Vector256.Sum(sum);
    }

    /// <summary>Adds what each class could use to sums.</summary>
    public static void AddTo(double[] sums, ClassVectors classes, float[] on, RoomVectors gpus, int cpuMilli)
    {
        for (var index = 0; index < classes.Length; index += Vector256<float>.Count)
        {
            var usable = Of(
                Vector256.Create(gpus.Pods, index),
                Vector256.Create(gpus.Milli, index),
                Vector256.Create(classes.PerGpu, index),
                Vector256.Create(classes.PerCpu, index),
                cpuMilli,
                Vector256.Create(on, index));
            for (var lane = 0; lane < Vector256<float>.Count; lane++)
                sums[index + lane] += usable[lane];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Of(
        Vector256<float> parts, Vector256<float> milli, Vector256<float> perGpu, Vector256<float> perCpu, int cpuMilli, Vector256<float> on)
    {
        // A hundredth of a pod more, as a third of three GPUs is not always 1.
        var pods = Vector256.Floor((parts * perGpu) + Vector256.Create(0.01f));
        var byCpu = Vector256.Floor(Vector256.Create(cpuMilli + Half) * perCpu);
        var runs = Vector256.GreaterThanOrEqual(Vector256.Min(pods, byCpu) * on, Vector256<float>.One);
        var usable = VectorPowers.Exp2(
            (Vector256.Create(GpuPower) * VectorPowers.Log2(milli * Vector256.Create(1 / Milli)))
            + (Vector256.Create(CpuPower) * VectorPowers.Log2(Vector256.Min(Vector256<float>.One, byCpu / pods))));
        return Vector256.ConditionalSelect(runs, Vector256.Create(Milli) * usable, Vector256<float>.Zero);
    }
}
