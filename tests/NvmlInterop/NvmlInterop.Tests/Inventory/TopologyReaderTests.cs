using Coaster.NvmlInterop.Inventory;
using Coaster.NvmlInterop.Library.Topology;
using Coaster.Testing;

namespace Coaster.NvmlInterop.Tests.Inventory;

public sealed class TopologyReaderTests
{
    [Fact]
    public void Read_GpusWithNvSwitchAndOneWithout_CountsTheLinks()
    {
        using var driver = new SimulatedDriver("h200:2,t4:1");
        using var session = driver.Open();
        var topology = TopologyReader.Read(session);
        Assert.Equal(3, topology.Links.Count);
        Assert.Null(topology.Links[0][0]);
        Assert.Equal("NV18", $"{topology.Links[0][1]}");
        Assert.Equal(topology.Links[0][1], topology.Links[1][0]);
        Assert.Equal(0, topology.Links[0][2]!.Value.NvLinks);
        Assert.All(topology.Cpus, cpus => Assert.NotEmpty(cpus));
    }

    [Fact]
    public void Read_LostGpu_LeavesTheOthersTheirLinks()
    {
        using var driver = new SimulatedDriver("h200:3");
        driver.Set(1, "lost=1");
        using var session = driver.Open();
        var topology = TopologyReader.Read(session);
        Assert.Null(topology.Links[0][1]);
        Assert.Equal("NV18", $"{topology.Links[0][2]}");
    }

    [Theory]
    [InlineData(PcieDistance.Internal, 0, "PIX")]
    [InlineData(PcieDistance.SingleSwitch, 0, "PIX")]
    [InlineData(PcieDistance.MultipleSwitches, 0, "PXB")]
    [InlineData(PcieDistance.HostBridge, 0, "PHB")]
    [InlineData(PcieDistance.NumaNode, 0, "NODE")]
    [InlineData(PcieDistance.System, 0, "SYS")]
    [InlineData(PcieDistance.System, 4, "NV4")]
    public void ToString_OfALink_IsNvidiaSmisWord(PcieDistance distance, int links, string expected) =>
        Assert.Equal(expected, $"{new GpuLink(links, distance)}");
}
