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
}
