using Coaster.Posix.Bpf;

namespace Coaster.Posix.Tests.Bpf;

/// <summary>A test that loads programs into the real kernel; where it may not, the runner says why it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BpfFactAttribute : FactAttribute
{
    private static readonly string? WhyNot = Try();

    public BpfFactAttribute() => Skip = WhyNot;

    private static string? Try()
    {
        try
        {
            DeviceProgram.Load(DeviceProgramTests.Always(1), "coaster_test").Dispose();
            return TestCgroup.Hierarchy is null ? "has no cgroup v2" : null;
        }
        catch (PosixException error)
        {
            return error.Message;
        }
    }
}
