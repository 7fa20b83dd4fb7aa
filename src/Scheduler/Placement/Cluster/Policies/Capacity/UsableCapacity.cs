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
    /// <param name="priced">The classes and their prices.</param>
    /// <param name="gpus">What the node's GPUs mean to each class.</param>
    /// <param name="change">What changes.</param>
    /// <param name="cpuMilli">The node's free processors.</param>
    public static float Worth(PricedClasses priced, RoomVectors gpus, in RoomChange change, int cpuMilli)
    {
        var (classes, prices) = priced;
        var sum = Vector256<float>.Zero;
        var times = Vector256.Create((float)change.Times);
        for (var index = 0; index < classes.Length; index += Vector256<float>.Count)
        {
            var pods = Vector256.Create(gpus.Pods, index) + (times * (Vector256.Create(change.More.Pods, index) - Vector256.Create(change.Less.Pods, index)));
            var milli = Vector256.Create(gpus.Milli, index) + (times * (Vector256.Create(change.More.Milli, index) - Vector256.Create(change.Less.Milli, index)));
            sum += Vector256.Create(prices, index) * Of(classes, pods, milli, cpuMilli, index);
        }

        return Vector256.Sum(sum);
    }

    /// <summary>Adds what each class could use to sums.</summary>
    public static void AddTo(double[] sums, ClassVectors classes, RoomVectors gpus, int cpuMilli)
    {
        for (var index = 0; index < classes.Length; index += Vector256<float>.Count)
        {
            var usable = Of(classes, Vector256.Create(gpus.Pods, index), Vector256.Create(gpus.Milli, index), cpuMilli, index);
            for (var lane = 0; lane < Vector256<float>.Count; lane++)
                sums[index + lane] += usable[lane];
        }
    }

    /// <summary>What classes could use, from an index on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Of(ClassVectors classes, Vector256<float> parts, Vector256<float> milli, int cpuMilli, int index)
    {
        // A hundredth of a pod more, as a third of three GPUs is not always 1.
        var pods = Vector256.Floor((parts * Vector256.Create(classes.PerGpu, index)) + Vector256.Create(0.01f));
        var byCpu = Vector256.Floor(Vector256.Create(cpuMilli + Half) * Vector256.Create(classes.PerCpu, index));
        var runs = Vector256.GreaterThanOrEqual(Vector256.Min(pods, byCpu), Vector256<float>.One);
        var usable = VectorPowers.Exp2(
            (Vector256.Create(GpuPower) * VectorPowers.Log2(milli * Vector256.Create(1 / Milli)))
            + (Vector256.Create(CpuPower) * VectorPowers.Log2(Vector256.Min(Vector256<float>.One, byCpu / pods))));
        return Vector256.ConditionalSelect(runs, Vector256.Create(Milli) * usable, Vector256<float>.Zero);
    }
}
