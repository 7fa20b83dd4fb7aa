namespace Grpc.Core;

/// <summary>A call that did not end well; thrown by a service, it tells the client how.</summary>
/// <param name="status">How it ended.</param>
/// <param name="trailers">What is sent, or came, beside the status.</param>
public sealed class RpcException(Status status, Metadata trailers) : Exception(status.ToString(), status.DebugException)
{
    /// <summary>An end with nothing beside it.</summary>
    public RpcException(Status status)
        : this(status, Metadata.Empty)
    {
    }

    /// <summary>How it ended.</summary>
    public Status Status { get; } = status;

    /// <summary>The code alone.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>What is sent, or came, beside the status.</summary>
    public Metadata Trailers { get; } = trailers;
}
