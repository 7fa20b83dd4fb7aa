using Grpc.AspNetCore.Server.Internal;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>Adds what servers need.</summary>
public static class GrpcServicesExtensions
{
    /// <summary>Adds what <see cref="GrpcEndpointRouteBuilderExtensions.MapGrpcService"/> needs.</summary>
    public static IServiceCollection AddGrpc(this IServiceCollection services, Action<GrpcServiceOptions>? configureOptions = null)
    {
        var options = new GrpcServiceOptions();
        configureOptions?.Invoke(options);
        return services.AddRoutingCore().AddSingleton(options).AddSingleton<UnknownMethods>();
    }
}
