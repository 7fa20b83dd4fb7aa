using Coaster.GpuModel;
using Coaster.Injection.Devices;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Injection.Tests.Devices;

public sealed class FeatureNodesTests : IDisposable
{
    private readonly TempFolder _root = new TempFolder().Folder("dev/infiniband").Write("dev/nvidia-fs-list", "no device").Link("dev/nvidia-fsx", "/dev/null");

    public void Dispose() => _root.Dispose();

    [RootFact]
    public void Of_Feature_HasTheNodesThatAreThere()
    {
        Device("dev/nvidia-fs0", 506, 0).Device("dev/nvidia-fs1", 506, 1).Device("dev/gdrdrv", 507, 0).Device("dev/nvidia0", 195, 0);
        Device("dev/infiniband/uverbs0", 231, 192).Device("dev/infiniband/rdma_cm", 10, 60).Device("dev/infiniband/umad0", 231, 0);
        Device("dev/nvidia-nvswitchctl", 508, 255).Device("dev/nvidia-nvswitch0", 508, 0);
        Assert.Equal("/dev/nvidia-fs0 506:0, /dev/nvidia-fs1 506:1", Of(DriverFeatures.Gds));
        Assert.Equal("/dev/infiniband/rdma_cm 10:60, /dev/infiniband/uverbs0 231:192", Of(DriverFeatures.Mofed));
        Assert.Equal("/dev/gdrdrv 507:0", Of(DriverFeatures.GdrCopy));
        Assert.Equal("/dev/nvidia-nvswitch0 508:0, /dev/nvidia-nvswitchctl 508:255", Of(DriverFeatures.NvSwitch));
        Assert.Equal("/dev/nvidia-fs0 506:0, /dev/nvidia-fs1 506:1, /dev/gdrdrv 507:0", Of(DriverFeatures.Gds | DriverFeatures.GdrCopy));
    }

    [Theory]
    [InlineData(DriverFeatures.Gds, "NVIDIA_GDS", "modprobe nvidia-fs")]
    [InlineData(DriverFeatures.Mofed, "NVIDIA_MOFED", "modprobe -a ib_uverbs")]
    [InlineData(DriverFeatures.GdrCopy, "NVIDIA_GDRCOPY", "modprobe gdrdrv")]
    [InlineData(DriverFeatures.NvSwitch, "NVIDIA_NVSWITCH", "nvidia-fabricmanager")]
    public void Of_FeatureWithoutADevice_IsRefusedWithAMend(DriverFeatures feature, string variable, string mend)
    {
        var error = Assert.Throws<CoasterException>(() => Of(feature));
        Assert.Contains(variable, error.Message, StringComparison.Ordinal);
        Assert.Contains(mend, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoFeature_LooksAtNothing() => Assert.Equal("", Of(DriverFeatures.None));

    [Fact]
    public void Files_GpuDirectStorage_AreThoseThatAreThere()
    {
        using var root = RootDirectory.Open(_root.Write("etc/cufile.json", "{}").Path);
        Assert.Equal(("/etc/cufile.json", _root["etc/cufile.json"]), Assert.Single(FeatureNodes.Files(root, DriverFeatures.Gds)));
        Assert.Empty(FeatureNodes.Files(root, DriverFeatures.Mofed));
    }

    private FeatureNodesTests Device(string path, int major, int minor)
    {
        Assert.True(FileNodes.TryMakeCharacterDevice(_root[path], major, minor));
        return this;
    }

    private string Of(DriverFeatures features)
    {
        using var root = RootDirectory.Open(_root.Path);
        return string.Join(", ", FeatureNodes.Of(root, features).Select(node => $"{node.Path} {node.Major}:{node.Minor}"));
    }
}
