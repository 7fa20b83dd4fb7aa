using Coaster.Testing;

namespace Coaster.Posix.Tests;

public sealed class ProcessCgroupTests
{
    [Fact]
    public void Of_ThisProcess_IsALineOfItsFile()
    {
        var path = ProcessCgroup.Of(Environment.ProcessId);
        Assert.Contains(File.ReadAllLines("/proc/self/cgroup"), line => line.EndsWith(":" + path, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_NoSuchProcess_IsAFailure() => Assert.ThrowsAny<IOException>(() => ProcessCgroup.Of(999_999_999));

    [RootFact]
    public void SecondVersionOf_ProcessInACgroup_IsItsFolder()
    {
        using var cgroup = new RealCgroup("unified");
        var process = cgroup.Start("/below");
        Assert.Equal((cgroup.Folder + "/below", cgroup.Path + "/below"), ProcessCgroup.SecondVersionOf(process.Id));
        process.Kill();
        process.WaitForExit();
    }

    [Fact]
    public void SecondVersionOf_NoSuchProcess_IsAFailure() => Assert.ThrowsAny<IOException>(() => ProcessCgroup.SecondVersionOf(999_999_999));
}
