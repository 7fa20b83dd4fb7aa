using System.Net.Sockets;
using Grpc.Net.Client;

namespace Coaster.KubeletApi;

/// <summary>Ways to gRPC servers on Unix sockets.</summary>
public static class UnixChannel
{
    /// <summary>The longest answer that is taken, as kubelet's own clients of the pod resources take it: 16 MiB.</summary>
    public const int MaxReceiveBytes = 16 << 20;

    private static readonly TimeSpan ConnectBound = TimeSpan.FromSeconds(2);

    /// <summary>A channel to the server on that socket; it is looked for when something is called.</summary>
    /// <param name="path">The socket's path.</param>
    public static GrpcChannel ForPath(string path)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectBound,
            ConnectCallback = (_, cancellationToken) => ConnectAsync(path, cancellationToken),
        };
        var options = new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = MaxReceiveBytes };

        // Servers of Go take any name, and this one is what kubelet's own clients say.
        return GrpcChannel.ForAddress("http://localhost", options);
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
