using Coaster.Kubelet.Sockets;

namespace Coaster.Kubelet.Serving;

/// <summary>
/// A resource's socket for as long as kubelet listens. Where somebody removes it, another server takes its place, and those before it go on: kubelet
/// keeps the connection that it has, so that no pod that comes meanwhile finds the resource without devices.
/// </summary>
internal sealed class ServedSocket(string path, Func<CancellationToken, DevicePluginService> service) : IAsyncDisposable
{
    private readonly List<PluginServer> _servers = [];

    /// <summary>Whether it is there as it was made.</summary>
    public bool IsThere => _servers.Count > 0 && SocketIdentity.Of(path) == _servers[^1].Socket;

    /// <summary>Serves on it.</summary>
    /// <exception cref="IOException">There can be no socket there.</exception>
    public async Task ServeAsync(CancellationToken cancellationToken) => _servers.Add(await PluginServer.StartAsync(path, service, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }
}
