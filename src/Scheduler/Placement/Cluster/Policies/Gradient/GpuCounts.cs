using Coaster.Placement.Cluster.Demand;
using Coaster.Placement.Cluster.Room;

namespace Coaster.Placement.Cluster.Policies.Gradient;

/// <summary>How many GPUs of a node fit each need, and how much is free on those that do not.</summary>
internal sealed class GpuCounts(GpuNeed[] needs)
{
    /// <summary>How many GPUs fit, by need.</summary>
    public int[] Fitting { get; } = new int[needs.Length];

    /// <summary>What is free on the others, in thousandths of a GPU.</summary>
    public int[] Useless { get; } = new int[needs.Length];

    /// <summary>What is free on all.</summary>
    public int Milli { get; private set; }

    /// <summary>Begins with these GPUs.</summary>
    public void Set(ReadOnlySpan<GpuRoom> gpus)
    {
        Array.Clear(Fitting);
        Array.Clear(Useless);
        Milli = 0;
        foreach (var gpu in gpus)
            Add(gpu, 1);
    }

    /// <summary>Begins with what others were counted to.</summary>
    public void Set(GpuCounts others)
    {
        others.Fitting.CopyTo(Fitting, 0);
        others.Useless.CopyTo(Useless, 0);
        Milli = others.Milli;
    }

    /// <summary>One of the GPUs has changed.</summary>
    public void Change(GpuRoom before, GpuRoom after)
    {
        Add(before, -1);
        Add(after, 1);
    }

    private void Add(GpuRoom gpu, int count)
    {
        var milli = gpu.Milli * count;
        Milli += milli;
        for (var index = 0; index < needs.Length; index++)
            if (gpu.Fits(needs[index]))
                Fitting[index] += count;
            else
                Useless[index] += milli;
    }
}
