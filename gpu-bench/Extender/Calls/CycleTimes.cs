using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.Extender.Calls;

/// <summary>What was measured while pods were placed.</summary>
internal sealed class CycleTimes
{
    /// <summary>Milliseconds of each filter.</summary>
    internal Samples Filter { get; } = new();

    /// <summary>Milliseconds of each prioritize.</summary>
    internal Samples Prioritize { get; } = new();

    /// <summary>Milliseconds of each bind.</summary>
    internal Samples Bind { get; } = new();

    /// <summary>Pods a second, block by block.</summary>
    internal Samples Rate { get; } = new();

    /// <summary>How many pods found no node with room among those that were asked about.</summary>
    internal int WithoutRoom { get; set; }

    /// <summary>How many were not bound where they were placed.</summary>
    internal int Refused { get; private set; }

    /// <summary>Why the last of them was not.</summary>
    internal string LastRefusal { get; private set; } = "";

    internal void Add(BindResult bind)
    {
        Bind.Add(bind.Milliseconds);
        if (bind.Refusal.Length > 0)
            (Refused, LastRefusal) = (Refused + 1, bind.Refusal);
    }
}
