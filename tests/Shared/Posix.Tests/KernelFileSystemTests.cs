namespace Coaster.Posix.Tests;

public sealed class KernelFileSystemTests
{
    [Theory]
    [InlineData("/proc/self/attr", true)]
    [InlineData("/proc/version", true)]
    [InlineData("/sys/kernel", true)]
    [InlineData("/etc", false)]
    [InlineData("/dev/null", false)]
    public void Holds_Path_TellsTheKernelsOwn(string path, bool expected)
    {
        using var root = RootDirectory.Open("/");
        using var fd = root.OpenPlace(path)!;
        Assert.Equal(expected, KernelFileSystem.Holds(fd));
    }
}
