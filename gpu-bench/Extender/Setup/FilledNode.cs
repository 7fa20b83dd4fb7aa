using Coaster.GpuBench.Extender.Pods;
using Coaster.GpuModel.Inventory;

namespace Coaster.GpuBench.Extender.Setup;

/// <summary>A node that gets one pod after the other, each on the first GPUs that have room.</summary>
internal sealed class FilledNode(int number, int gpus)
{
    private readonly long[] _freeMiB = [.. Enumerable.Repeat(BenchGpu.MemoryMiB, gpus)];
    private readonly int[] _freePercent = [.. Enumerable.Repeat(Gpu.WholeCorePercent, gpus)];

    /// <summary>Which one it is.</summary>
    internal int Number => number;

    /// <summary>The UUIDs of the GPUs that a pod of that size gets; null where there are not as many with room.</summary>
    internal IReadOnlyList<string>? Place(PodSize size)
    {
        var chosen = Enumerable.Range(0, gpus).Where(gpu => _freeMiB[gpu] >= size.MemoryMiB && _freePercent[gpu] >= size.CorePercent).Take(size.Gpus).ToList();
        if (chosen.Count < size.Gpus)
            return null;
        foreach (var gpu in chosen)
            (_freeMiB[gpu], _freePercent[gpu]) = (_freeMiB[gpu] - size.MemoryMiB, _freePercent[gpu] - size.CorePercent);
        return [.. chosen.Select(gpu => BenchGpu.Uuid(number, gpu))];
    }
}
