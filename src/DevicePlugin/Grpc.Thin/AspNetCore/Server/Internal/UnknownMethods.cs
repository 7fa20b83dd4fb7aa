using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Answers calls of methods that nobody has: it is mapped once, however many services there are.</summary>
internal sealed class UnknownMethods(GrpcServiceOptions options)
{
    private bool _isMapped;

    internal void Map(IEndpointRouteBuilder builder)
    {
        if (_isMapped)
            return;
        _isMapped = true;
        builder.Map("/{service}/{method}", new UnknownCallHandler(options).HandleAsync).WithOrder(int.MaxValue);
    }
}
