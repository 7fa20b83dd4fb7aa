namespace Coaster.GpuBench.Device.Outside;

/// <summary>How a share's memory limit held against one way to take memory.</summary>
/// <param name="Path">The way.</param>
/// <param name="LimitBytes">What the container was told there is in all.</param>
/// <param name="GotBytes">What the program got; 0 for ways that take what cannot be said in bytes.</param>
/// <param name="DriverBytes">By how much the driver's own count grew, seen from outside.</param>
/// <param name="FreeBytes">What the driver said is left, afterwards.</param>
/// <param name="Refusal">What it was refused with, or why it could not be tried.</param>
internal sealed record MemoryResult(string Path, long LimitBytes, long GotBytes, long DriverBytes, long FreeBytes, string Refusal)
{
    /// <summary>The driver never gave more than the limit.</summary>
    internal bool Holds => DriverBytes <= LimitBytes;
}
