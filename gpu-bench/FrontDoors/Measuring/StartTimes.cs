using Coaster.GpuBench.Measuring;

namespace Coaster.GpuBench.FrontDoors.Measuring;

/// <summary>What one start took, round by round.</summary>
internal sealed class StartTimes
{
    /// <summary>From the start of the engine's command to its end.</summary>
    internal Samples Whole { get; } = new();

    /// <summary>The runtime's <c>create</c> within it, hooks included; empty for what is not recorded.</summary>
    internal Samples Create { get; } = new();

    internal void Add(double whole, double? create)
    {
        Whole.Add(whole);
        if (create is { } took)
            Create.Add(took);
    }
}
