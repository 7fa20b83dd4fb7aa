namespace Coaster.GpuBench.Extender.Pods;

/// <summary>The pods that run, of which the next to end is drawn. Safe for several threads.</summary>
/// <param name="mostMiB">How much GPU memory they may hold together before one ends.</param>
/// <param name="random">Draws.</param>
internal sealed class Population(long mostMiB, Random random)
{
    private readonly Lock _lock = new();
    private readonly List<BenchPod> _pods = [];
    private long _heldMiB;

    /// <summary>Whether they hold as much as they may.</summary>
    internal bool IsFull
    {
        get
        {
            lock (_lock)
                return _heldMiB >= mostMiB;
        }
    }

    /// <summary>How many there are.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
                return _pods.Count;
        }
    }

    /// <summary>A pod has begun.</summary>
    internal void Add(BenchPod pod)
    {
        lock (_lock)
        {
            _pods.Add(pod);
            _heldMiB += HeldBy(pod);
        }
    }

    /// <summary>A pod that ends, as they hold too much; null where they do not.</summary>
    internal BenchPod? TakeSurplus()
    {
        lock (_lock)
        {
            if (_heldMiB <= mostMiB)
                return null;
            var place = random.Next(_pods.Count);
            var pod = _pods[place];
            _pods[place] = _pods[^1];
            _pods.RemoveAt(_pods.Count - 1);
            _heldMiB -= HeldBy(pod);
            return pod;
        }
    }

    private static long HeldBy(BenchPod pod) => pod.Size.Gpus * pod.Size.MemoryMiB;
}
