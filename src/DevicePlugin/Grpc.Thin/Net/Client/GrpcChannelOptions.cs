using Grpc.Wire;

namespace Grpc.Net.Client;

/// <summary>How a channel calls.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>What makes the connections, or null for the usual way over TCP; for another kind of socket, one with a way of its own to connect.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the handler ends with the channel.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>The longest response that is taken, in bytes; null for any.</summary>
    public int? MaxReceiveMessageSize { get; set; } = WireNames.UsualMaxMessageSize;

    /// <summary>The longest request that is sent, in bytes; null for any.</summary>
    public int? MaxSendMessageSize { get; set; }
}
