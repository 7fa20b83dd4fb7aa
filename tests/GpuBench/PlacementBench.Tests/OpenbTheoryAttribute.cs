namespace Coaster.PlacementBench.Tests;

/// <summary>A test that needs the traces; without them it is skipped, and the runner says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OpenbTheoryAttribute : TheoryAttribute
{
    public OpenbTheoryAttribute() => Skip = OpenbFolder.Missing;
}
