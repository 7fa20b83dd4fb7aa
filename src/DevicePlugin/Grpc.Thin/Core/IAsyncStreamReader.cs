namespace Grpc.Core;

/// <summary>Reads messages one after the other.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message that was read last.</summary>
    T Current { get; }

    /// <summary>Reads the next message; false when there are no more.</summary>
    /// <exception cref="RpcException">The call did not end well.</exception>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
