using System.Collections.Concurrent;
using Coaster.KubeletApi.DevicePlugins;
using Coaster.KubeletApi.PodResources;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coaster.Kubelet.Tests;

/// <summary>
/// What kubelet does with device plugins: deletes their sockets when it starts, takes registrations, dials back within the call, listens, allocates one
/// container after the other, and tells of it on another socket.
/// </summary>
internal sealed class FakeKubelet : IAsyncDisposable
{
    private readonly string _folder;
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<RegisterRequest> _registrations = [];
    private readonly ConcurrentDictionary<string, FakeEndpoint> _endpoints = [];
    private readonly ConcurrentDictionary<PodContainerName, IReadOnlyDictionary<string, IReadOnlyList<string>>> _pods = [];
    private readonly Func<RegisterRequest, bool> _refuses;

    private FakeKubelet(string folder, Func<RegisterRequest, bool> refuses)
    {
        (_folder, _refuses) = (folder, refuses);
        _application = Build();
    }

    public IReadOnlyList<RegisterRequest> Registrations => [.. _registrations];

    public static string PodSocket(string folder) => Path.Combine(folder, "pods", "kubelet.sock");

    public static async Task<FakeKubelet> StartAsync(string folder, Func<RegisterRequest, bool>? refuses = null)
    {
        Directory.CreateDirectory(Path.Combine(folder, "pods"));
        foreach (var socket in Directory.GetFiles(folder, "*.sock"))
            File.Delete(socket);
        var kubelet = new FakeKubelet(folder, refuses ?? (_ => false));
        await kubelet._application.StartAsync();
        return kubelet;
    }

    /// <summary>The plugin of the resource, once it has told of its devices.</summary>
    public Task<FakeEndpoint> EndpointAsync(string resource = Words.Memory, Func<FakeEndpoint, bool>? that = null) =>
        Until.SomethingAsync(() => _endpoints.TryGetValue(resource, out var endpoint) && endpoint.IsOpen && endpoint.Devices is not null && that?.Invoke(endpoint) != false ? endpoint : null);

    /// <summary>A pod that is listed from now on, without devices.</summary>
    public void Admit(PodContainerName container) => _pods[container] = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Everything for one container: it is listed, devices are chosen, and handed out.</summary>
    public async Task<IReadOnlyList<string>> AllocateAsync(PodContainerName container, int size, string resource = Words.Memory)
    {
        Admit(container);
        var endpoint = await EndpointAsync(resource);
        var inUse = _pods.Values.SelectMany(devices => devices.GetValueOrDefault(resource, [])).ToHashSet();
        var available = endpoint.Healthy.Except(inUse).ToList();
        var preferred = await endpoint.PreferAsync(available, size);
        var chosen = preferred.Intersect(available).Concat(available.Except(preferred)).Take(size).ToList();
        await endpoint.AllocateAsync(chosen);
        _pods[container] = new Dictionary<string, IReadOnlyList<string>> { [resource] = chosen };
        return chosen;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var endpoint in _endpoints.Values)
            await endpoint.DisposeAsync();
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            foreach (var path in new[] { PodSocket(_folder), Path.Combine(_folder, "kubelet.sock") })
            {
                File.Delete(path);
                kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http2);
            }
        });
        builder.Services.AddGrpc();
        var application = builder.Build();
        application.MapGrpcService(Registration.BindService(new Registrar(this)));
        application.MapGrpcService(PodResourcesLister.BindService(new Lister(this)));
        return application;
    }

    /// <summary>The new stream begins only when the old one has ended, or what ended would be taken for the new one.</summary>
    private async Task RegisterAsync(RegisterRequest request)
    {
        _registrations.Enqueue(request);
        if (_refuses(request))
            throw new RpcException(new Status(StatusCode.InvalidArgument, "the fake kubelet refuses"));
        if (_endpoints.TryRemove(request.ResourceName, out var before))
            await before.DisposeAsync();
        _endpoints[request.ResourceName] = await FakeEndpoint.ConnectAsync(Path.Combine(_folder, request.Endpoint));
    }

    private sealed class Registrar(FakeKubelet kubelet) : Registration.RegistrationBase
    {
        public override async Task<Empty> Register(RegisterRequest request, ServerCallContext context)
        {
            await kubelet.RegisterAsync(request);
            return new Empty();
        }
    }

    private sealed class Lister(FakeKubelet kubelet) : PodResourcesLister.PodResourcesListerBase
    {
        public override Task<ListPodResourcesResponse> List(ListPodResourcesRequest request, ServerCallContext context) => Task.FromResult(new ListPodResourcesResponse
        {
            PodResources = { kubelet._pods.Select(pod => new PodResources { Namespace = pod.Key.Namespace, Name = pod.Key.Pod, Containers = { Of(pod.Key, pod.Value) } }) },
        });

        private static ContainerResources Of(PodContainerName name, IReadOnlyDictionary<string, IReadOnlyList<string>> devices) => new()
        {
            Name = name.Container,
            Devices = { devices.Select(each => new ContainerDevices { ResourceName = each.Key, DeviceIds = { each.Value } }) },
        };
    }
}
