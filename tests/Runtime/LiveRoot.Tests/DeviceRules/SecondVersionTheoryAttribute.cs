namespace Coaster.LiveRoot.Tests.DeviceRules;

/// <summary>A test on the real device programs of cgroup v2; without it the runner says why it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SecondVersionTheoryAttribute : TheoryAttribute
{
    public SecondVersionTheoryAttribute() => Skip = LiveCgroups.WhyNotSecond;
}
