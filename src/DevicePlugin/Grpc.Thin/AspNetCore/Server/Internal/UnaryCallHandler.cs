using Grpc.Core;
using Grpc.Wire;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Answers the calls of a method of one response.</summary>
internal sealed class UnaryCallHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler, GrpcServiceOptions options) : CallHandler(options)
    where TRequest : class
    where TResponse : class
{
    protected override async Task AnswerAsync(HttpContextServerCallContext call)
    {
        var request = await call.ReadAsync(method.RequestMarshaller);
        var response = await handler(request, call)
            ?? throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method."));
        if (call.Status.StatusCode == StatusCode.OK)
            await call.WriteAsync(MessageWriter.Write(method.ResponseMarshaller, response, Options.MaxSendMessageSize), call.CancellationToken);
    }
}
