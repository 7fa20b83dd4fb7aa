using Grpc.Core;
using Grpc.Net.Client.Internal;

namespace Grpc.Net.Client;

/// <summary>A way to a server over HTTP/2; connections are made when they are needed, and again when they break.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        var ownsHandler = options.HttpHandler is null || options.DisposeHttpClient;
        Http = new HttpMessageInvoker(options.HttpHandler ?? new SocketsHttpHandler { EnableMultipleHttp2Connections = true }, ownsHandler);
        (Address, Options) = (address, options);
    }

    internal Uri Address { get; }

    internal GrpcChannelOptions Options { get; }

    internal HttpMessageInvoker Http { get; }

    /// <summary>A channel to that server.</summary>
    /// <param name="address"><c>http://HOST</c>, with a port if it is not the usual one.</param>
    /// <param name="channelOptions">How it calls.</param>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions? channelOptions = null) => new(new Uri(address), channelOptions ?? new GrpcChannelOptions());

    /// <inheritdoc/>
    public override CallInvoker CreateCallInvoker() => new HttpClientCallInvoker(this);

    /// <summary>Ends the calls that still run.</summary>
    public void Dispose() => Http.Dispose();
}
