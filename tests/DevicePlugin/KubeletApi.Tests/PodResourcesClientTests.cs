using Coaster.KubeletApi.PodResources;
using Coaster.Testing;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coaster.KubeletApi.Tests;

public sealed class PodResourcesClientTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task List_PodsWithAndWithoutDevices_HasEveryContainer()
    {
        using var folder = new TempFolder();
        var answer = new ListPodResourcesResponse
        {
            PodResources =
            {
                Pod(
                    "pod",
                    new ContainerResources { Name = "bare" },
                    new ContainerResources { Name = "main", Devices = { Devices("ten.ai/gpu-mem", "a", "b"), Devices("ten.ai/gpu-mem", "c", "b"), Devices("x/y", "d") } }),
            },
        };
        await using var server = await StartAsync(folder["s"], (_, _) => Task.FromResult(answer));
        using var client = new PodResourcesClient(folder["s"], Generous);
        var pods = await client.ListAsync(CancellationToken.None);
        Assert.Equal(["ns/pod/bare", "ns/pod/main"], pods.Select(pod => $"{pod.Namespace}/{pod.Pod}/{pod.Container}"));
        Assert.Empty(pods[0].DeviceIds);
        Assert.Equal(["a", "b", "c"], pods[1].DeviceIds["ten.ai/gpu-mem"]);
        Assert.Equal(["d"], pods[1].DeviceIds["x/y"]);
    }

    [Fact]
    public async Task ListHoldings_PodsWithAndWithoutDevices_IsTheListWithoutIds()
    {
        using var folder = new TempFolder();
        var answer = new ListPodResourcesResponse
        {
            PodResources =
            {
                Pod("two", new ContainerResources { Name = "bare" }, new ContainerResources { Name = "main", Devices = { Devices("x/y", "a"), Devices("x/y", "b"), Devices("z", "c") } }),
                Pod("none"),
            },
        };
        await using var server = await StartAsync(folder["s"], (_, _) => Task.FromResult(answer));
        using var client = new PodResourcesClient(folder["s"], Generous);
        var held = await client.ListHoldingsAsync(CancellationToken.None);
        Assert.Equal(["ns/two/bare: ", "ns/two/main: x/y z"], held.Select(pod => $"{pod.Namespace}/{pod.Pod}/{pod.Container}: {string.Join(' ', pod.Resources)}"));
        Assert.Equivalent((await client.ListAsync(CancellationToken.None)).Select(pod => pod.Holdings), held, strict: true);
    }

    [Fact]
    public async Task List_MoreThanFourMebibytes_IsTaken()
    {
        using var folder = new TempFolder();
        var answer = new ListPodResourcesResponse();
        answer.PodResources.Add(Enumerable.Range(0, 6).Select(index => new PodResources.PodResources
        {
            Name = index.ToString(), Containers = { new ContainerResources { Name = new string('x', 1 << 20) } },
        }));
        await using var server = await StartAsync(folder["s"], (_, _) => Task.FromResult(answer));
        using var client = new PodResourcesClient(folder["s"], Generous);
        Assert.Equal(6, (await client.ListAsync(CancellationToken.None)).Count);
    }

    [Fact]
    public async Task List_NoKubelet_SaysWhy()
    {
        using var folder = new TempFolder();
        using var client = new PodResourcesClient(folder["nobody.sock"], Generous);
        var error = await Assert.ThrowsAsync<PodResourcesException>(() => client.ListAsync(CancellationToken.None));
        Assert.StartsWith("Unavailable: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Refused_SaysWhy()
    {
        using var folder = new TempFolder();
        var refusal = new RpcException(new Status(StatusCode.ResourceExhausted, "rejected by rate limit"));
        await using var server = await StartAsync(folder["s"], (_, _) => Task.FromException<ListPodResourcesResponse>(refusal));
        using var client = new PodResourcesClient(folder["s"], Generous);
        var error = await Assert.ThrowsAsync<PodResourcesException>(() => client.ListAsync(CancellationToken.None));
        Assert.Equal("ResourceExhausted: rejected by rate limit", error.Message);
    }

    [Fact]
    public async Task List_NoAnswer_EndsAtTheBound()
    {
        using var folder = new TempFolder();
        await using var server = await StartAsync(folder["s"], NeverAsync);
        using var client = new PodResourcesClient(folder["s"], TimeSpan.FromMilliseconds(50));
        var error = await Assert.ThrowsAsync<PodResourcesException>(() => client.ListAsync(CancellationToken.None));
        Assert.Equal("no answer within 0.05 s", error.Message);
    }

    [Fact]
    public async Task List_CalledOff_IsNoFailureOfKubelet()
    {
        using var folder = new TempFolder();
        await using var server = await StartAsync(folder["s"], NeverAsync);
        using var client = new PodResourcesClient(folder["s"], Generous);
        using var end = new CancellationTokenSource();
        var listing = client.ListAsync(end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listing);
    }

    private static async Task<ListPodResourcesResponse> NeverAsync(ListPodResourcesRequest request, ServerCallContext context)
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return new ListPodResourcesResponse();
    }

    private static PodResources.PodResources Pod(string name, params ContainerResources[] containers) => new() { Namespace = "ns", Name = name, Containers = { containers } };

    private static ContainerDevices Devices(string resource, params string[] ids) => new() { ResourceName = resource, DeviceIds = { ids } };

    private static async Task<WebApplication> StartAsync(string path, UnaryServerMethod<ListPodResourcesRequest, ListPodResourcesResponse> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var application = builder.Build();
        application.MapGrpcService(PodResourcesLister.BindService(new Lister(answer)));
        await application.StartAsync();
        return application;
    }

    private sealed class Lister(UnaryServerMethod<ListPodResourcesRequest, ListPodResourcesResponse> answer) : PodResourcesLister.PodResourcesListerBase
    {
        public override Task<ListPodResourcesResponse> List(ListPodResourcesRequest request, ServerCallContext context) => answer(request, context);
    }
}
