using Coaster.GpuModel;
using Coaster.Runtime.Hooks;
using Coaster.Testing;

namespace Coaster.Runtime.Tests.Hooks;

public sealed class ContainerInitTests
{
    [Fact]
    public void RequireOwnMounts_ProcessOfThisMachine_IsRefused() => Assert.Contains(
        "no mount namespace of its own", Assert.Throws<CoasterException>(new ContainerInit(Environment.ProcessId, "/").RequireOwnMounts).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(int.MaxValue)]
    public void RequireOwnMounts_NoProcess_IsRefused(int pid) => Assert.Contains(
        "has ended", Assert.Throws<CoasterException>(new ContainerInit(pid, "/").RequireOwnMounts).Message, StringComparison.Ordinal);

    [RootFact]
    public void RequireOwnMounts_ProcessWithItsOwn_IsTaken()
    {
        using var process = Shell.Start("unshare", "--mount", "sh", "-c", "echo ready; read line");
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        new ContainerInit(process.Id, "/").RequireOwnMounts();
        process.StandardInput.Close();
        process.WaitForExit();
    }
}
