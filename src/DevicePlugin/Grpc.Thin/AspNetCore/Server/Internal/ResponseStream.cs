using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Sends each response as soon as it is written.</summary>
internal sealed class ResponseStream<T>(HttpContextServerCallContext call, Marshaller<T> marshaller, int? maxLength) : IServerStreamWriter<T>
{
    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.CancellationToken);
        await call.WriteAsync(MessageWriter.Write(marshaller, message, maxLength), either.Token);
    }
}
