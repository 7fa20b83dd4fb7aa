namespace Coaster.Posix.Tests;

public sealed class BootTests
{
    [Fact]
    public void Id_Always_IsTheKernels() => Assert.Equal(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim(), Boot.Id);
}
