using Grpc.Core;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Answers calls of methods that nobody has.</summary>
internal sealed class UnknownCallHandler(GrpcServiceOptions options) : CallHandler(options)
{
    protected override Task AnswerAsync(HttpContextServerCallContext call) =>
        throw new RpcException(new Status(StatusCode.Unimplemented, $"there is no method {call.Method}"));
}
