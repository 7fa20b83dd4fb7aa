using Coaster.Placement.Cluster.Demand;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>
/// Pods of nearly the same shape, taken together: a cluster where everybody asks for other numbers costs as little to look at as one where few shapes come.
/// Numbers of processors are taken in equal steps from 1, 2, 4 and so on to the next, so that what most people ask for is a step itself.
/// </summary>
/// <param name="mostGpuMemoryMiB">The most memory that a GPU has, in MiB; above 0.</param>
internal sealed class CoarseShapes(int mostGpuMemoryMiB)
{
    private const int ScoreSteps = 32;
    private const int ClassSteps = 16;
    private const double WholeMilli = 1000;
    private const int Parts = 100;
    private readonly int _memoryUnit = Math.Max(1, mostGpuMemoryMiB / Parts);

    /// <summary>The smallest of those whose scores are not told apart; it fits where any of them does.</summary>
    public static PodShape Alike(PodShape pod) => pod.IgnoringMemory() with { CpuMilli = (int)Math.Ceiling(Math.Floor(Steps(pod, ScoreSteps, out var step)) * step) };

    /// <summary>The largest of those that are of one class in the mix, with the memory of shares in hundredths of the largest GPU.</summary>
    public PodShape ClassOf(PodShape pod) => pod.IgnoringMemory() with
    {
        CpuMilli = (int)Math.Floor(Math.Ceiling(Steps(pod, ClassSteps, out var step)) * step),
        Each = pod.IsShare && pod.Each.Blocks == 0 ? pod.Each with { MemoryMiB = (pod.Each.MemoryMiB + _memoryUnit - 1) / _memoryUnit * _memoryUnit } : pod.Each,
    };

    /// <summary>How many steps the pod's processors are.</summary>
    private static double Steps(PodShape pod, int steps, out double step)
    {
        step = pod.CpuMilli == 0 ? 1 : WholeMilli / steps * Math.Pow(2, Math.Floor(Math.Log2(pod.CpuMilli / WholeMilli)));
        return pod.CpuMilli / step;
    }
}
