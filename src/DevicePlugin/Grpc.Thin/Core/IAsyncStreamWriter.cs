namespace Grpc.Core;

/// <summary>Writes messages one after the other.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>How messages are written.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes a message; one at a time.</summary>
    Task WriteAsync(T message);

    /// <summary>The same, given up when the token says so.</summary>
    Task WriteAsync(T message, CancellationToken cancellationToken);
}
