namespace Coaster.Enforcement.Compute;

/// <summary>What a container booked of one GPU's time.</summary>
/// <param name="SharePercent">The percent that it is guaranteed; 0 runs in what the others leave.</param>
/// <param name="IsHard">Whether it never gets more than that.</param>
/// <param name="Priority">0 to 9: who comes first when idle time is given away.</param>
/// <param name="MemoryMiB">The memory that it booked, by which those without a percentage are weighed.</param>
public readonly record struct TenantTerms(int SharePercent, bool IsHard, int Priority, long MemoryMiB)
{
    internal double Guarantee => SharePercent / 100.0;
}
