using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Makes an endpoint of each method.</summary>
internal sealed class EndpointBinder(IEndpointRouteBuilder builder) : ServiceBinderBase
{
    private readonly GrpcServiceOptions _options = builder.ServiceProvider.GetRequiredService<GrpcServiceOptions>();

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        Map(method, new UnaryCallHandler<TRequest, TResponse>(method, handler!, _options));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        Map(method, new ServerStreamingCallHandler<TRequest, TResponse>(method, handler!, _options));

    private void Map(IMethod method, CallHandler handler) => builder.Map(method.FullName, handler.HandleAsync).WithDisplayName("gRPC - " + method.FullName);
}
