using Coaster.Kubelet.Sockets;

namespace Coaster.Kubelet.Serving;

/// <summary>
/// A resource's socket for as long as kubelet listens. Where somebody removes it, another server takes its place, and the first one goes on: kubelet
/// keeps the connection that it has, so that no pod that comes meanwhile finds the resource without devices.
/// </summary>
internal sealed class ServedSocket(string path, Func<CancellationToken, DevicePluginService> service) : IAsyncDisposable
{
    private PluginServer? _first;
    private PluginServer? _restored;

    /// <summary>Whether it is there as it was made.</summary>
    public bool IsThere => (_restored ?? _first) is { } last && SocketIdentity.Of(path) == last.Socket;

    /// <summary>Serves on it.</summary>
    /// <exception cref="IOException">There can be no socket there.</exception>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        if (_first is null)
            _first = await PluginServer.StartAsync(path, service, cancellationToken);
        else
            await RestoreAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { _first, _restored }.OfType<PluginServer>())
            await server.DisposeAsync();
    }

    /// <summary>Nobody has dialled the one that was restored before, or it would be kubelet anew, which is told so.</summary>
    private async Task RestoreAsync(CancellationToken cancellationToken)
    {
        if (_restored is { } before)
            await before.DisposeAsync();
        _restored = null;
        _restored = await PluginServer.StartAsync(path, service, cancellationToken);
    }
}
