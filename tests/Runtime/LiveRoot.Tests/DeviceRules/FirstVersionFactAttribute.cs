namespace Coaster.LiveRoot.Tests.DeviceRules;

/// <summary>A test on the real devices controller of cgroup v1; without it the runner says why it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FirstVersionFactAttribute : FactAttribute
{
    public FirstVersionFactAttribute() => Skip = LiveCgroups.WhyNotFirst;
}
