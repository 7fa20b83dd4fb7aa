namespace Coaster.GpuBench.Extender.Calls;

/// <summary>What became of a bind.</summary>
/// <param name="Milliseconds">How long the answer took.</param>
/// <param name="Refusal">Why the pod is not bound, or empty.</param>
internal sealed record BindResult(double Milliseconds, string Refusal);
