using Xunit;

namespace Coaster.Testing;

/// <summary>A test that needs root's rights; without them it is skipped, and the runner says why.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Environment.IsPrivilegedProcess ? null : "needs root's rights";
}
