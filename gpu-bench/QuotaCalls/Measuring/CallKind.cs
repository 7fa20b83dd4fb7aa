namespace Coaster.GpuBench.QuotaCalls.Measuring;

/// <summary>What is timed.</summary>
/// <param name="Name">The native program's word for it.</param>
/// <param name="Words">What people call it.</param>
/// <param name="TargetNs">What may be added at most, in nanoseconds, as a median.</param>
internal sealed record CallKind(string Name, string Words, double TargetNs)
{
    /// <summary>All of them, in the order of the report.</summary>
    internal static IReadOnlyList<CallKind> All { get; } =
    [
        new("launch", "launch of a kernel", 60),
        new("pair", "allocation and its release", 250),
    ];
}
