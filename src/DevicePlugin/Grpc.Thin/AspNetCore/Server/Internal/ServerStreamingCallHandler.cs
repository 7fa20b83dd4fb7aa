using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Answers the calls of a method of many responses.</summary>
internal sealed class ServerStreamingCallHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler, GrpcServiceOptions options) : CallHandler(options)
    where TRequest : class
    where TResponse : class
{
    protected override async Task AnswerAsync(HttpContextServerCallContext call)
    {
        var request = await call.ReadAsync(method.RequestMarshaller);
        await handler(request, new ResponseStream<TResponse>(call, method.ResponseMarshaller, Options.MaxSendMessageSize), call);
    }
}
