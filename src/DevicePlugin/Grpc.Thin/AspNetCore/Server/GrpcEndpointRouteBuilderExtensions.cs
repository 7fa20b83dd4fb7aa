using Grpc.AspNetCore.Server.Internal;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>Maps services.</summary>
public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>Answers the methods of the service; others of its kind are answered with <see cref="Core.StatusCode.Unimplemented"/>.</summary>
    public static void MapGrpcService(this IEndpointRouteBuilder builder, ServerServiceDefinition serviceDefinition)
    {
        serviceDefinition.BindService(new EndpointBinder(builder));
        builder.ServiceProvider.GetRequiredService<UnknownMethods>().Map(builder);
    }
}
