using Coaster.Integration.Tests.Machine;

namespace Coaster.Integration.Tests.Containerd;

/// <summary><c>ctr run --runc-binary</c> with a real containerd.</summary>
public sealed class CtrTests : IClassFixture<TestMachine>, IClassFixture<ContainerdDaemon>
{
    private readonly TestMachine _machine;
    private readonly ContainerdDaemon _containerd;

    public CtrTests(TestMachine machine, ContainerdDaemon containerd)
    {
        (_machine, _containerd) = (machine, containerd);
        containerd.Use(machine);
    }

    [Theory]
    [InlineData("--env", "COASTER_GPU_MEM=4Gi")]
    [InlineData("--annotation", "ten.ai/gpu-mem=4Gi")]
    [InlineData("--annotation", "ten.ai/gpu-block=25!")]
    public void Run_Share_FindsOneGpuAndFreesItByItself(params string[] options)
    {
        Assert.Equal(Inside.Expected(0), Look(options));
        Assert.True(Bookings.IsFreedByItself(_machine));
        Bookings.AssertNothingLeft(_machine);
    }

    [Fact]
    public void Run_Nothing_FindsNothing() => Assert.Equal(Inside.Nothing, Look());

    [Fact]
    public void Run_CdiNames_GiveTheseDevicesAndBookThem()
    {
        var folder = _machine.Folder("cdi");
        _machine.Coaster("cdi", "generate", "--kind", "ten.ai/gpu", "--output", folder).MustSucceed();
        _machine.With($"\"cdiFolders\": [\"{folder}\"]", () =>
        {
            Assert.Equal(Inside.Expected(2, 7), Look("--annotation", "cdi.k8s.io/a_b=ten.ai/gpu=2,ten.ai/gpu=7"));
            Assert.Equal(Inside.Expected(1), Look("--annotation", "cdi.k8s.io/a_b=ten.ai/gpu=" + _machine.Uuid(1)));
            Assert.Contains("no-such", _containerd.Run(_machine, "true", "--annotation", "cdi.k8s.io/a_b=ten.ai/gpu=no-such").Error);
        });
        Bookings.AssertNothingLeft(_machine);
    }

    [Fact]
    public void Run_CdiDeviceThatIsShared_IsRefusedAndNamesTheHolder()
    {
        var folder = _machine.Folder("cdi-shared");
        _machine.Coaster("cdi", "generate", "--kind", "ten.ai/gpu", "--output", folder).MustSucceed();
        using var holder = _machine.Start("mem=1Gi", "echo up; sleep 600", "--name", "tenant");
        holder.WaitForOutput("up");
        _machine.With($"\"cdiFolders\": [\"{folder}\"]", () =>
            Assert.Contains("tenant", _containerd.Run(_machine, "true", "--annotation", "cdi.k8s.io/a_b=ten.ai/gpu=0").Error));
        Assert.Equal(["tenant"], Bookings.Names(_machine));
    }

    private Inside Look(params string[] options) => Inside.Read(_containerd.Run(_machine, Inside.Script, options).MustSucceed());
}
