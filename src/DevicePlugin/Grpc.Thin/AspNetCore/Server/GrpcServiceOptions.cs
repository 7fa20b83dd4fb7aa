using Grpc.Wire;

namespace Grpc.AspNetCore.Server;

/// <summary>What a server takes and sends.</summary>
public sealed class GrpcServiceOptions
{
    /// <summary>The longest request that is taken, in bytes; null for any.</summary>
    public int? MaxReceiveMessageSize { get; set; } = WireNames.UsualMaxMessageSize;

    /// <summary>The longest response that is sent, in bytes; null for any.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Whether a client is told what a service threw; otherwise only that it threw.</summary>
    public bool? EnableDetailedErrors { get; set; }
}
