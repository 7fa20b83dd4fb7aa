using System.Collections.Concurrent;
using Coaster.KubeletApi.DevicePlugins;
using Coaster.KubeletApi.PodResources;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coaster.GpuBench.NodeAgent.Setup;

/// <summary>
/// What kubelet does with device plugins: deletes their sockets when it starts, takes registrations, dials within the call, and listens.
/// </summary>
internal sealed class Kubelet : IAsyncDisposable
{
    private readonly KubeletFolder _folder;
    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, Plugin> _plugins = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _endpoints = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IReadOnlyCollection<string> _expected;

    private Kubelet(KubeletFolder folder, IReadOnlyCollection<string> expected)
    {
        (_folder, _expected) = (folder, expected);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            foreach (var path in new[] { folder.PodResources, folder.Registration })
                kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc();
        _application = builder.Build();
        _application.MapGrpcService(Registration.BindService(new Registrar(this)));
        _application.MapGrpcService(Lister());
    }

    /// <summary>Ends when every resource is registered and its devices have been read.</summary>
    internal Task Complete => _complete.Task;

    internal IReadOnlyDictionary<string, Plugin> Plugins => _plugins;

    /// <summary>The names of the plugins' sockets.</summary>
    internal IReadOnlyDictionary<string, string> Endpoints => _endpoints;

    /// <summary>Starts it in the place of one that was there before.</summary>
    /// <param name="folder">Where it meets plugins.</param>
    /// <param name="expected">The resources that there are.</param>
    internal static async Task<Kubelet> StartAsync(KubeletFolder folder, IReadOnlyCollection<string> expected)
    {
        var kubelet = new Kubelet(folder, expected);
        File.Delete(folder.PodResources);
        foreach (var socket in Directory.GetFiles(folder.Plugins, "*.sock"))
            File.Delete(socket);
        await kubelet._application.StartAsync();
        return kubelet;
    }

    /// <summary>Ends as a process does that is killed: its streams end, and its socket stays.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var plugin in _plugins.Values)
            plugin.Dispose();
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private static ServerServiceDefinition Lister()
    {
        var pods = new TurningPods();
        var list = WrittenMessages.Method(PodResourcesLister.Descriptor.FullName, "List");
        return ServerServiceDefinition.CreateBuilder().AddMethod(list, (_, _) => Task.FromResult(pods.Next())).Build();
    }

    private async Task ListenAsync(RegisterRequest request)
    {
        _endpoints[request.ResourceName] = request.Endpoint;
        var plugin = await Plugin.ListenAsync(_folder.SocketOf(request.Endpoint));
        // One that was about to register when kubelet started does so twice.
        if (_plugins.TryRemove(request.ResourceName, out var before))
            before.Dispose();
        _plugins[request.ResourceName] = plugin;
        if (_expected.All(_plugins.ContainsKey))
            _complete.TrySetResult();
    }

    private sealed class Registrar(Kubelet kubelet) : Registration.RegistrationBase
    {
        public override async Task<Empty> Register(RegisterRequest request, ServerCallContext context)
        {
            await kubelet.ListenAsync(request);
            return new Empty();
        }
    }
}
