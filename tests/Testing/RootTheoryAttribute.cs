using Xunit;

namespace Coaster.Testing;

/// <summary>Tests that need root's rights; without them they are skipped, and the runner says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "needs root's rights";
}
