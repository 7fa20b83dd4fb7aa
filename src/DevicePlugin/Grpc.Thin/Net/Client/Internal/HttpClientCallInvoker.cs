using Grpc.Core;

namespace Grpc.Net.Client.Internal;

/// <summary>Makes the calls of a channel.</summary>
internal sealed class HttpClientCallInvoker(GrpcChannel channel) : CallInvoker
{
    /// <summary>On a thread of the pool: where the caller has a context of one thread, the call could otherwise wait for that thread.</summary>
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        Task.Run(() => AsyncUnaryCall(method, host, options, request).ResponseAsync).GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = Begin(method, options, request);
        return new AsyncUnaryCall<TResponse>(call.SingleAsync(), call.HeadersAsync(), () => call.Status, () => call.Trailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = Begin(method, options, request);
        return new AsyncServerStreamingCall<TResponse>(call, call.HeadersAsync(), () => call.Status, () => call.Trailers, call.Dispose);
    }

    private GrpcCall<TResponse> Begin<TRequest, TResponse>(Method<TRequest, TResponse> method, CallOptions options, TRequest request)
        where TResponse : class =>
        new(channel, options, method.ResponseMarshaller, () => CallRequest.Make(channel, method, options, request));
}
