using Coaster.LiveRoot.DeviceRules;
using Coaster.Posix;
using Coaster.Posix.Bpf;

namespace Coaster.LiveRoot.Tests.DeviceRules;

/// <summary>What this machine's kernel offers for tests that are worth nothing without it.</summary>
internal static class LiveCgroups
{
    private static readonly IReadOnlyList<CgroupMount> Mounts =
        [.. File.ReadLines("/proc/self/mountinfo").Select(CgroupMount.TryParse).OfType<CgroupMount>()];

    /// <summary>The root of version 1's devices controller, or null.</summary>
    public static string? First { get; } =
        Mounts.FirstOrDefault(mount => mount.Type == "cgroup" && mount.Options.Contains("devices"))?.Point;

    /// <summary>The root of version 2, or null.</summary>
    public static string? Second { get; } = Mounts.FirstOrDefault(mount => mount.Type == "cgroup2")?.Point;

    public static string? WhyNotFirst { get; } = First is null ? "has no devices controller of cgroup v1" : WhyNot(First);

    public static string? WhyNotSecond { get; } = Second is null ? "has no cgroup v2" : WhyNot(Second) ?? WhyNoPrograms(Second);

    private static string? WhyNot(string hierarchy)
    {
        if (!Environment.IsPrivilegedProcess)
            return "needs root's rights";
        try
        {
            new RealCgroup(hierarchy).Dispose();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    private static string? WhyNoPrograms(string hierarchy)
    {
        using var cgroup = new RealCgroup(hierarchy);
        try
        {
            using var programs = CgroupDevicePrograms.Open(cgroup.Folder);
            using var program = DeviceProgram.Load(ForeignPrograms.Always(1), "coaster_test");
            programs.Attach(program, BpfAttachMode.Multiple);
            return null;
        }
        catch (PosixException error)
        {
            return error.Message;
        }
    }
}
