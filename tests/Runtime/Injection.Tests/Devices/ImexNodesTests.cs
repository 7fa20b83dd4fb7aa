using Coaster.GpuModel;
using Coaster.Injection.Devices;
using Coaster.Injection.Driver;
using Coaster.Posix;
using Coaster.Testing;

namespace Coaster.Injection.Tests.Devices;

public sealed class ImexNodesTests : IDisposable
{
    private readonly TempFolder _root = FakeDriver.Kernel(new TempFolder());

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Of_Channels_HaveTheirOwnNumbersAndTheDriversPermissions()
    {
        _root.Write("proc/devices", "Character devices:\n195 nvidia\n235 nvidia-caps-imex-channels\n");
        Assert.Equal(
            ["/dev/nvidia-caps-imex-channels/channel5 235:5 432 44", "/dev/nvidia-caps-imex-channels/channel0 235:0 432 44"], Of(5, 0));
    }

    [Fact]
    public void Of_NoChannels_AsksTheDriverNothing() => Assert.Empty(Of());

    [Fact]
    public void Of_DriverWithoutChannels_IsRefusedWithAMend()
    {
        var error = Assert.Throws<CoasterException>(() => Of(7));
        Assert.Contains("IMEX channel 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("Leave NVIDIA_IMEX_CHANNELS out", error.Message, StringComparison.Ordinal);
    }

    private List<string> Of(params int[] channels)
    {
        using var root = RootDirectory.Open(_root.Path);
        return [.. ImexNodes.Of(new DriverNodes(new DriverProc(root)), channels).Select(node => $"{node.Path} {node.Major}:{node.Minor} {node.FileMode} {node.Gid}")];
    }
}
