namespace Coaster.GpuBench.Device.Outside;

/// <summary>What two shares got of the GPU while both wanted all of it.</summary>
/// <param name="Wanted">Their percentages.</param>
/// <param name="Got">What they got, in percent of the time that both were counted.</param>
internal sealed record Split(IReadOnlyList<int> Wanted, IReadOnlyList<double> Got)
{
    /// <summary>The largest difference, in percentage points.</summary>
    internal double Error => Wanted.Zip(Got, (wanted, got) => Math.Abs(got - wanted)).Max();
}
