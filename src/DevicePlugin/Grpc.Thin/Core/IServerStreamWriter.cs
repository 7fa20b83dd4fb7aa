namespace Grpc.Core;

/// <summary>Writes the responses of a server.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
