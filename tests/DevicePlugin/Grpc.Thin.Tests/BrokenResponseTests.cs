using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Http;

namespace Coaster.Grpc.Thin.Tests;

/// <summary>What a client says of servers that break the protocol.</summary>
public sealed class BrokenResponseTests
{
    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(500, StatusCode.Unknown)]
    public Task Call_HttpError_IsItsStatus(int http, StatusCode code) => Expect(code, context =>
    {
        context.Response.StatusCode = http;
        return Task.CompletedTask;
    });

    [Fact]
    public Task Call_Page_IsUnknown() => Expect(StatusCode.Unknown, context =>
    {
        context.Response.ContentType = "text/html";
        return context.Response.WriteAsync("<html>");
    });

    [Fact]
    public Task Call_NoStatus_IsInternal() => Expect(StatusCode.Internal, Bytes([0, 0, 0, 0, 1, (byte)'x'], status: null));

    [Fact]
    public Task Call_NoMessage_IsInternal() => Expect(StatusCode.Internal, Bytes([], "0"));

    [Fact]
    public Task Call_TwoMessages_IsInternal() => Expect(StatusCode.Internal, Bytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "0"));

    [Fact]
    public Task Call_HalfAMessage_IsInternal() => Expect(StatusCode.Internal, Bytes([0, 0, 0, 0, 9, 1], "0"));

    [Fact]
    public Task Call_HalfAPrefix_IsInternal() => Expect(StatusCode.Internal, Bytes([0, 0], "0"));

    [Fact]
    public Task Call_Compressed_IsInternal() => Expect(StatusCode.Internal, Bytes([1, 0, 0, 0, 0], "0"));

    [Fact]
    public Task Call_StatusThatNobodyKnows_IsUnknown() => Expect(StatusCode.Unknown, Bytes([], "77"));

    [Fact]
    public Task Call_StatusThatIsNoNumber_IsUnknown() => Expect(StatusCode.Unknown, Bytes([], "fine"));

    [Fact]
    public async Task Call_StreamReset_EndsTheCall()
    {
        await using var server = await RunningServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var channel = server.Channel();
        Assert.Contains(await Texts.CodeAsync(channel.Call("").ResponseAsync), new[] { StatusCode.Unavailable, StatusCode.Cancelled });
    }

    [Fact]
    public async Task Call_NobodyListens_IsUnavailable()
    {
        // A port that somebody has and nobody listens on: one that is free may be another test's a moment later.
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var channel = GrpcChannel.ForAddress($"http://{socket.LocalEndPoint}");
        var failure = await Texts.FailureAsync(channel.Call("").ResponseAsync);
        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        Assert.Contains("refused", failure.Status.Detail, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task Expect(StatusCode code, RequestDelegate answer)
    {
        await using var server = await RunningServer.StartAsync(answer);
        using var channel = server.Channel();
        Assert.Equal(code, await Texts.CodeAsync(channel.Call("").ResponseAsync));
    }

    private static RequestDelegate Bytes(byte[] body, string? status) => async context =>
    {
        context.Response.ContentType = "application/grpc";
        await context.Response.StartAsync();
        await context.Response.Body.WriteAsync(body);
        if (status is not null)
            context.Response.AppendTrailer("grpc-status", status);
    };
}
