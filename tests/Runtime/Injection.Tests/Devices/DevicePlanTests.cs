using Coaster.GpuModel;
using Coaster.GpuModel.Inventory;
using Coaster.Injection.Devices;
using Coaster.Injection.Driver;
using Coaster.Oci;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Injection.Tests.Devices;

public sealed class DevicePlanTests : IDisposable
{
    private readonly TempFolder _root = FakeDriver.Kernel(new TempFolder());

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(DriverCapabilities.None, "/dev/nvidiactl 195:255, /dev/nvidia3 195:3")]
    [InlineData(DriverCapabilities.Utility, "/dev/nvidiactl 195:255, /dev/nvidia3 195:3")]
    [InlineData(DriverCapabilities.Compute, "/dev/nvidiactl 195:255, /dev/nvidia-uvm 509:0, /dev/nvidia-uvm-tools 509:1, /dev/nvidia3 195:3")]
    [InlineData(DriverCapabilities.Graphics, "/dev/nvidiactl 195:255, /dev/nvidia-modeset 195:254, /dev/nvidia3 195:3")]
    [InlineData(DriverCapabilities.Display, "/dev/nvidiactl 195:255, /dev/nvidia-modeset 195:254, /dev/nvidia3 195:3")]
    public void For_Capability_HasItsNodes(DriverCapabilities capability, string expected) =>
        Assert.Equal(expected, Text(Plan(capability, (Gpus.Whole(index: 0, minor: 3), null))));

    [Fact]
    public void For_Params_AreOnEveryNode() =>
        Assert.All(Plan(DriverCapabilities.Compute, (Gpus.Whole(0, 0), null)), node => Assert.Equal((0b110_110_000, 0, 44), (node.FileMode, node.Uid, node.Gid)));

    [Theory]
    [InlineData("DeviceFileMode: 511\nDeviceFileUID: 7\n", 0b110_110_110, 7)]
    [InlineData("DeviceFileMode: many\n", 0b110_110_110, 0)]
    [InlineData("", 0b110_110_110, 0)]
    public void For_OddParams_AreReplacedByTheDefaults(string text, int mode, int uid)
    {
        _root.Write("proc/driver/nvidia/params", text);
        Assert.All(Plan(DriverCapabilities.Utility, (Gpus.Whole(0, 0), null)), node => Assert.Equal((mode, uid, 0), (node.FileMode, node.Uid, node.Gid)));
    }

    [Theory]
    [InlineData("Character devices:\n195 nvidia-frontend\n", 195)]
    [InlineData("Character devices:\n240 nvidia\n195 nvidia-frontend\n", 240)]
    [InlineData("Character devices:\n  1 mem\n\nBlock devices:\n240 nvidia\n", 195)]
    [InlineData("", 195)]
    [InlineData("Character devices:\nx nvidia\n-1 nvidia\n99999999999 nvidia\nnvidia\n", 195)]
    public void For_Major_IsTheTablesOrTheAssignedOne(string devices, int major)
    {
        _root.Write("proc/devices", devices);
        Assert.Equal($"/dev/nvidiactl {major}:255, /dev/nvidia0 {major}:0", Text(Plan(DriverCapabilities.Utility, (Gpus.Whole(0, 0), null))));
    }

    [Fact]
    public void For_UvmNotLoaded_SaysHowToLoadIt()
    {
        _root.Write("proc/devices", "Character devices:\n195 nvidia\n");
        var error = Assert.Throws<CoasterException>(() => Plan(DriverCapabilities.Compute, (Gpus.Whole(0, 0), null)));
        Assert.Contains("nvidia-modprobe -u -c 0", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(Plan(DriverCapabilities.Utility, (Gpus.Whole(0, 0), null)));
    }

    [Fact]
    public void For_NoKernelModule_LeavesUvmOut()
    {
        _root.Write("proc/devices", "Character devices:\n");
        File.Delete(_root["proc/driver/nvidia/version"]);
        Assert.Equal("/dev/nvidiactl 195:255, /dev/nvidia0 195:0", Text(Plan(DriverCapabilities.Compute, (Gpus.Whole(0, 0), null))));
    }

    [Fact]
    public void For_TwoGpus_HaveTheControlNodesOnce() => Assert.Equal(
        "/dev/nvidiactl 195:255, /dev/nvidia0 195:0, /dev/nvidia1 195:1",
        Text(Plan(DriverCapabilities.Utility, (Gpus.Whole(0, 0), null), (Gpus.Whole(1, 1), null), (Gpus.Whole(0, 0), null))));

    [Fact]
    public void For_MigDevices_HaveTheirCapabilitiesAndNoOthers()
    {
        var gpu = Gpus.Cut(index: 2, minor: 5);
        Capabilities("gpu5/mig/gi7/access", 66).Capabilities("gpu5/mig/gi7/ci0/access", 67).Capabilities("gpu5/mig/gi8/access", 75).Capabilities("gpu5/mig/gi8/ci1/access", 77);
        Assert.Equal(
            "/dev/nvidiactl 195:255, /dev/nvidia5 195:5, /dev/nvidia-caps/nvidia-cap66 234:66, /dev/nvidia-caps/nvidia-cap67 234:67",
            Text(Plan(DriverCapabilities.Utility, (gpu, gpu.Mig[0]))));
        Assert.Equal(6, Plan(DriverCapabilities.Utility, (gpu, gpu.Mig[0]), (gpu, gpu.Mig[1])).Count);
    }

    [Theory]
    [InlineData("DeviceFileMinor: 66\n", "Character devices:\n195 nvidia\n")]
    [InlineData("DeviceFileMinor: x\n", FakeDriver.Devices)]
    [InlineData("", FakeDriver.Devices)]
    public void For_MigDeviceVanished_IsRefusedByName(string access, string devices)
    {
        var gpu = Gpus.Cut(index: 0, minor: 5);
        _root.Write("proc/driver/nvidia/capabilities/gpu5/mig/gi7/access", access).Write("proc/devices", devices);
        var error = Assert.Throws<CoasterException>(() => Plan(DriverCapabilities.Utility, (gpu, gpu.Mig[0])));
        Assert.Contains(gpu.Mig[0].Uuid, error.Message, StringComparison.Ordinal);
    }

    private DevicePlanTests Capabilities(string path, int minor)
    {
        _root.Write("proc/driver/nvidia/capabilities/" + path, $"DeviceFileMinor: {minor}\nDeviceFileMode: 292\nDeviceFileModify: 1\n");
        return this;
    }

    private static string Text(IEnumerable<DeviceNode> nodes) => string.Join(", ", nodes.Select(node => $"{node.Path} {node.Major}:{node.Minor}"));

    private IReadOnlyList<DeviceNode> Plan(DriverCapabilities capabilities, params (Gpu, MigDevice?)[] devices)
    {
        using var root = RootDirectory.Open(_root.Path);
        return new DevicePlan(root, new DriverProc(root)).For(devices, new DriverNeeds(capabilities));
    }
}
