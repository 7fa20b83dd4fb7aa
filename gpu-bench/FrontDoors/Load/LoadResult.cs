namespace Coaster.GpuBench.FrontDoors.Load;

/// <summary>What became of many containers that were started at once.</summary>
/// <param name="Kind">How they were started.</param>
/// <param name="Started">How many.</param>
/// <param name="Succeeded">How many saw their GPUs and ended well.</param>
/// <param name="Blind">How many ran and did not see them.</param>
/// <param name="FirstFailure">What the first of the others said; null when there are none.</param>
/// <param name="LeftBooked">How many still hold GPUs afterwards.</param>
/// <param name="Seconds">How long it took in all.</param>
internal sealed record LoadResult(LoadKind Kind, int Started, int Succeeded, int Blind, string? FirstFailure, int LeftBooked, double Seconds)
{
    /// <summary>How many did not run at all, or failed.</summary>
    internal int Lost => Started - Succeeded - Blind;
}
