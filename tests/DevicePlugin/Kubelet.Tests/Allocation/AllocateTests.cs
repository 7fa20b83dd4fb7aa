using Coaster.Kubelet.Events;
using Coaster.KubeletApi.DevicePlugins;
using Grpc.Core;

namespace Coaster.Kubelet.Tests.Allocation;

public sealed class AllocateTests
{
    [Fact]
    public async Task Allocate_ByRuntime_MarksAndGrantsNothing()
    {
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 4));
        var answer = await (await kubelet.EndpointAsync()).AllocateAsync([Words.Id('A', 0), Words.Id('A', 1)]);
        Assert.Equal(new ContainerAllocateResponse { Envs = { ["COASTER_BOOKED"] = "kubelet" } }, answer);
        Assert.Equal(1, plugin.Memory.Allocations);
    }

    [Fact]
    public async Task Allocate_ByCdi_NamesEachGpuOnce()
    {
        await using var plugin = new RunningPlugin(answers: AllocationAnswers.ByCdi);
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("AB", 4));
        var answer = await (await kubelet.EndpointAsync()).AllocateAsync([Words.Id('B', 0), Words.Id('A', 1), Words.Id('B', 1)]);
        Assert.Equal(
            new ContainerAllocateResponse { CdiDevices = { new CDIDevice { Name = "ten.ai/gpu=" + Words.Uuid('B') }, new CDIDevice { Name = "ten.ai/gpu=" + Words.Uuid('A') } } },
            answer);
    }

    [Theory]
    [InlineData("nonsense", StatusCode.InvalidArgument)]
    [InlineData("", StatusCode.InvalidArgument)]
    [InlineData("MIG-1", StatusCode.InvalidArgument)]
    [InlineData("GPU-A0000000-1111-2222-3333-444455556666::4", StatusCode.FailedPrecondition)]
    [InlineData("GPU-B0000000-1111-2222-3333-444455556666::0", StatusCode.FailedPrecondition)]
    public async Task Allocate_UnknownId_IsRefusedByName(string id, StatusCode code)
    {
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 4));
        var endpoint = await kubelet.EndpointAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => endpoint.AllocateAsync([Words.Id('A', 0), id]));
        Assert.Equal(code, error.StatusCode);
        Assert.Contains(id, error.Status.Detail, StringComparison.Ordinal);
        Assert.Equal((0, 1), (plugin.Memory.Allocations, plugin.Memory.Errors));
        Assert.Equal(1, plugin.Events.Count(KubeletEventKind.Refused));
        Assert.True(endpoint.IsOpen);
    }

    [Fact]
    public async Task Allocate_LongNonsense_IsNamedInShort()
    {
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 4));
        var endpoint = await kubelet.EndpointAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => endpoint.AllocateAsync([new string('x', 100_000)]));
        Assert.InRange(error.Status.Detail.Length, 1, 300);
    }

    [Fact]
    public async Task Allocate_SeveralContainers_AnswersEach()
    {
        await using var plugin = new RunningPlugin();
        await using var kubelet = await FakeKubelet.StartAsync(plugin.Folder);
        plugin.Publish(Words.Resource("A", 4));
        var client = (await kubelet.EndpointAsync()).Client;
        var request = new AllocateRequest();
        request.ContainerRequests.Add(new ContainerAllocateRequest { DevicesIds = { Words.Id('A', 0) } });
        request.ContainerRequests.Add(new ContainerAllocateRequest { DevicesIds = { Words.Id('A', 1) } });
        Assert.Equal(2, (await client.AllocateAsync(request)).ContainerResponses.Count);
        Assert.Empty((await client.AllocateAsync(new AllocateRequest())).ContainerResponses);
        Assert.Equal(new PreStartContainerResponse(), await client.PreStartContainerAsync(new PreStartContainerRequest { DevicesIds = { Words.Id('A', 0) } }));
    }
}
