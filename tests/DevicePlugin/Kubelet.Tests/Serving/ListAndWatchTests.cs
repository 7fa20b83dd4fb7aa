using Coaster.GpuModel.Inventory;
using Coaster.GpuModel.Requests;
using Coaster.Kubelet.Serving;
using Coaster.KubeletApi.DevicePlugins;
using Coaster.Slicing.Advertising;
using Google.Protobuf;

namespace Coaster.Kubelet.Tests.Serving;

public sealed class ListAndWatchTests
{
    [Fact]
    public async Task Publish_HealthChanges_Arrives()
    {
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 2));
        var endpoint = await kubelet.EndpointAsync();
        plugin.Publish(Words.Resource("A", 2, isHealthy: false));
        await Until.TrueAsync(() => endpoint.Devices!.All(device => device.Health == "Unhealthy"));
        Assert.Equal((0, 2), (plugin.Memory.Healthy, plugin.Memory.Unhealthy));
        plugin.Publish(Words.Resource("A", 2));
        await Until.TrueAsync(() => endpoint.Healthy.Count == 2);
        Assert.Single(kubelet.Registrations);
    }

    [Fact]
    public async Task Publish_TheSameAgain_SendsNothing()
    {
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 2));
        var endpoint = await kubelet.EndpointAsync();
        for (var time = 0; time < 10; time++)
            plugin.Publish(Words.Resource("A", 2));
        plugin.Publish(Words.Resource("B", 2));
        await Until.TrueAsync(() => Words.Gpus(endpoint.Healthy) == "B:2");
        Assert.Equal(2, endpoint.Messages);
    }

    [Fact]
    public async Task Publish_ManyChanges_TheLatestArrives()
    {
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 1));
        var endpoint = await kubelet.EndpointAsync();
        Parallel.For(1, 100, count => plugin.Publish(Words.Resource("A", count)));
        plugin.Publish(Words.Resource("AB", 7));
        await Until.TrueAsync(() => Words.Gpus(endpoint.Healthy) == "A:7 B:7");
    }

    [Fact]
    public void Of_KnownNode_NamesIt() => Assert.Equal(
        [1L], DeviceMessages.Of(Words.Resource("A", 1, numa: 1)).Devices.Single().Topology.Nodes.Select(node => node.Id));

    [Fact]
    public void Of_UnknownNode_HasNoTopology() => Assert.Null(DeviceMessages.Of(Words.Resource("A", 1)).Devices.Single().Topology);

    [Fact]
    public void Of_LargestNodeInTheSmallestUnit_IsUnderAMebibyte()
    {
        var gpus = Enumerable.Range(0, 8).Select(index => new Gpu(
            index, Words.Uuid((char)('A' + index)), index, "NVIDIA H200", 143_771, $"00000000:{index + 1:X2}:00.0", 1, GpuHealth.Healthy, MigMode.Disabled, []));
        var memory = DeviceSlicer.Slice(new NodeInventory("570.124.06", "12.8", [.. gpus]), MemoryUnit.All[0], _ => GpuMode.Auto).Single(resource => resource.Name == Words.Memory);
        var message = DeviceMessages.Of(memory);
        Assert.Equal(8 * 561, message.Devices.Count);
        var bytes = message.ToByteArray();
        Assert.InRange(bytes.Length, 4488 * 60, 1_000_000);
        Assert.Equal(message, ListAndWatchResponse.Parser.ParseFrom(bytes));
    }
}
