using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection.Devices;
using Coaster.Injection.Driver;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Injection.Tests.Devices;

public sealed class MigNodesTests : IDisposable
{
    private static readonly Gpu Uncut = Gpus.Whole(0, 0);
    private readonly TempFolder _root = FakeDriver.Kernel(new TempFolder());

    public MigNodesTests() => _root
        .Write("proc/driver/nvidia/capabilities/mig/config", "DeviceFileMinor: 1\nDeviceFileMode: 256\n")
        .Write("proc/driver/nvidia/capabilities/mig/monitor", "DeviceFileMinor: 2\nDeviceFileMode: 292\n");

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(true, false, "/dev/nvidia-caps/nvidia-cap1 234:1")]
    [InlineData(false, true, "/dev/nvidia-caps/nvidia-cap2 234:2")]
    [InlineData(true, true, "/dev/nvidia-caps/nvidia-cap1 234:1, /dev/nvidia-caps/nvidia-cap2 234:2")]
    [InlineData(false, false, "")]
    public void Management_Right_HasItsNode(bool config, bool monitor, string expected) => Assert.Equal(expected, Management(config, monitor, Uncut));

    [Fact]
    public void Management_NoGpuThatCanBeCut_HasNoNode()
    {
        Assert.Equal("", Management(true, true, Uncut with { MigMode = MigMode.Unsupported }));
        Assert.Equal("", Management(true, true));
    }

    [Theory]
    [InlineData("config", "cut GPUs")]
    [InlineData("monitor", "watch MIG devices")]
    public void Management_RightThatTheDriverDoesNotHave_IsRefusedWithAMend(string right, string what)
    {
        File.Delete(_root["proc/driver/nvidia/capabilities/mig/" + right]);
        var error = Assert.Throws<CoasterException>(() => Management(true, true, Uncut));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains("nvidia-modprobe", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Management_NoMajor_IsRefused()
    {
        _root.Write("proc/devices", "Character devices:\n195 nvidia\n");
        Assert.Contains("nvidia-caps in /proc/devices", Assert.Throws<CoasterException>(() => Management(true, false, Uncut)).Message, StringComparison.Ordinal);
    }

    private string Management(bool config, bool monitor, params Gpu[] gpus)
    {
        using var root = RootDirectory.Open(_root.Path);
        var needs = new DriverNeeds(DriverCapabilities.None) { MigConfig = config, MigMonitor = monitor };
        return string.Join(", ", MigNodes.Management(new DriverNodes(new DriverProc(root)), gpus, needs).Select(node => $"{node.Path} {node.Major}:{node.Minor}"));
    }
}
