using Coaster.Kubelet.Sockets;
using Coaster.KubeletApi.Authority;
using Coaster.KubeletApi.DevicePlugins;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Coaster.Kubelet.Serving;

/// <summary>A server on the socket of one resource. When it ends, its streams end and its socket is gone.</summary>
internal sealed class PluginServer : IAsyncDisposable
{
    private static readonly TimeSpan StopBound = TimeSpan.FromSeconds(2);
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stopping;

    private PluginServer(WebApplication application, CancellationTokenSource stopping) => (_application, _stopping) = (application, stopping);

    /// <summary>The socket as it was made.</summary>
    public SocketIdentity? Socket { get; private init; }

    /// <summary>Serves on that socket, in the place of one that was left there.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="service">Makes what answers; the token tells of the server's end.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="IOException">There can be no socket there.</exception>
    public static async Task<PluginServer> StartAsync(string path, Func<CancellationToken, DevicePluginService> service, CancellationToken cancellationToken)
    {
        var stopping = new CancellationTokenSource();
        var application = Build(path, service(stopping.Token));
        try
        {
            File.Delete(path);
            await application.StartAsync(cancellationToken);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return new PluginServer(application, stopping) { Socket = SocketIdentity.Of(path) };
        }
        catch
        {
            await application.DisposeAsync();
            stopping.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using var bound = new CancellationTokenSource(StopBound);
        try
        {
            await _application.StopAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            // Calls that are still open end with the server.
        }
        finally
        {
            await _application.DisposeAsync();
            _stopping.Dispose();
        }
    }

    private static WebApplication Build(string path, DevicePluginService service)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());

        // Kubelet's connections are few and its requests large: another system call before each 4 KiB is not worth the buffer that it saves.
        builder.WebHost.UseSockets(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenUnixSocket(path, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseKubeletAuthority();
        }));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        var application = builder.Build();
        application.MapGrpcService(DevicePlugin.BindService(service));
        return application;
    }
}
