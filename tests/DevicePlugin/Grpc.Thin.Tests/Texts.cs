using System.Text;
using Grpc.Core;
using Grpc.Net.Client;

namespace Coaster.Grpc.Thin.Tests;

/// <summary>A service whose messages are texts.</summary>
internal static class Texts
{
    private static readonly Marshaller<string> Text = Marshallers.Create(Encoding.UTF8.GetBytes, Encoding.UTF8.GetString);

    internal static Method<string, string> Single { get; } = new(MethodType.Unary, "test.Texts", "Single", Text, Text);

    internal static Method<string, string> Many { get; } = new(MethodType.ServerStreaming, "test.Texts", "Many", Text, Text);

    internal static Method<string, string> Nobody { get; } = new(MethodType.Unary, "test.Texts", "Nobody", Text, Text);

    internal static Task<string> Echo(string request, ServerCallContext context) => Task.FromResult(request);

    internal static ServerServiceDefinition Service(
        UnaryServerMethod<string, string>? single = null, ServerStreamingServerMethod<string, string>? many = null) =>
        ServerServiceDefinition.CreateBuilder()
            .AddMethod(Single, single ?? Echo)
            .AddMethod(Many, many ?? ((_, _, _) => Task.CompletedTask))
            .Build();

    internal static AsyncUnaryCall<string> Call(this GrpcChannel channel, string request, CallOptions options = default) =>
        channel.CreateCallInvoker().AsyncUnaryCall(Single, null, options, request);

    internal static AsyncServerStreamingCall<string> CallMany(this GrpcChannel channel, CallOptions options = default) =>
        channel.CreateCallInvoker().AsyncServerStreamingCall(Many, null, options, "");

    /// <summary>How the call fails.</summary>
    internal static async Task<RpcException> FailureAsync(Task call) => await Assert.ThrowsAsync<RpcException>(() => call);

    internal static async Task<StatusCode> CodeAsync(Task call) => (await FailureAsync(call)).StatusCode;
}
