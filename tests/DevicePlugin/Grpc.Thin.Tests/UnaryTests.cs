using Grpc.Core;
using Grpc.Net.Client;

namespace Coaster.Grpc.Thin.Tests;

public sealed class UnaryTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a text")]
    public async Task Call_ServiceAnswers_IsTheAnswer(string text)
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        using var channel = server.Channel();
        var call = channel.Call(text);
        Assert.Equal(text, await call);
        Assert.Equal(Status.DefaultSuccess, call.GetStatus());
    }

    [Fact]
    public async Task Call_ManyAtOnce_EachHasItsAnswer()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        using var channel = server.Channel();
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => channel.Call(new string('x', i * 100)).ResponseAsync));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i * 100), answers.Select(answer => answer.Length));
    }

    [Fact]
    public async Task Call_Blocking_WaitsForTheAnswer()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        using var channel = server.Channel();
        Assert.Equal("now", channel.CreateCallInvoker().BlockingUnaryCall(Texts.Single, null, default, "now"));
    }

    [Fact]
    public async Task Call_ServiceRefuses_StatusAndTrailersArrive()
    {
        var trailers = new Metadata { { "why", "because" }, { "proof-bin", [0, 255, 7] } };
        await using var server = await RunningServer.StartAsync(Texts.Service((_, _) =>
            throw new RpcException(new Status(StatusCode.FailedPrecondition, "50 % of é\nis too much"), trailers)));
        using var channel = server.Channel();
        var failure = await Texts.FailureAsync(channel.Call("").ResponseAsync);
        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Equal("50 % of é\nis too much", failure.Status.Detail);
        Assert.Equal("because", failure.Trailers.GetValue("why"));
        Assert.Equal([0, 255, 7], failure.Trailers.Get("proof-bin")!.ValueBytes);
    }

    [Theory]
    [InlineData(false, "Exception was thrown by handler.")]
    [InlineData(true, "Exception was thrown by handler. FormatException: no such thing")]
    public async Task Call_ServiceThrows_IsUnknown(bool isDetailed, string detail)
    {
        await using var server = await RunningServer.StartAsync(
            Texts.Service((_, _) => throw new FormatException("no such thing")), options => options.EnableDetailedErrors = isDetailed);
        using var channel = server.Channel();
        var failure = await Texts.FailureAsync(channel.Call("").ResponseAsync);
        Assert.Equal((StatusCode.Unknown, detail), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task Call_ServiceSetsAStatus_IsThatStatus()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service((request, context) =>
        {
            context.Status = new Status(StatusCode.NotFound, "not here");
            return Task.FromResult(request);
        }));
        using var channel = server.Channel();
        Assert.Equal(StatusCode.NotFound, await Texts.CodeAsync(channel.Call("").ResponseAsync));
    }

    [Fact]
    public async Task Call_ServiceAnswersNothing_IsCancelled()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service((_, _) => Task.FromResult<string>(null!)));
        using var channel = server.Channel();
        Assert.Equal(StatusCode.Cancelled, await Texts.CodeAsync(channel.Call("").ResponseAsync));
    }

    [Fact]
    public async Task Call_MethodThatNobodyHas_IsUnimplemented()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        using var channel = server.Channel();
        var failure = await Texts.FailureAsync(channel.CreateCallInvoker().AsyncUnaryCall(Texts.Nobody, null, default, "").ResponseAsync);
        Assert.Equal((StatusCode.Unimplemented, "there is no method /test.Texts/Nobody"), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task Call_Headers_GoBothWays()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service((request, context) =>
        {
            context.ResponseTrailers.Add("got", context.RequestHeaders.GetValue("give")!);
            context.ResponseTrailers.Add("got-bin", context.RequestHeaders.Get("give-bin")!.ValueBytes);
            return Task.FromResult(context.Method + " " + context.Peer.Split(':')[0]);
        }));
        using var channel = server.Channel();
        var call = channel.Call("", new CallOptions(new Metadata { { "Give", "this" }, { "give-bin", [1, 2] } }));
        Assert.Equal("/test.Texts/Single 127.0.0.1", await call);
        Assert.Equal("this", call.GetTrailers().GetValue("got"));
        Assert.Equal([1, 2], call.GetTrailers().Get("got-bin")!.ValueBytes);
    }

    [Fact]
    public async Task Call_RequestLongerThanTheServerTakes_IsExhausted()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service(), options => options.MaxReceiveMessageSize = 1000);
        using var channel = server.Channel();
        Assert.Equal(1000, (await channel.Call(new string('x', 1000))).Length);
        Assert.Equal(StatusCode.ResourceExhausted, await Texts.CodeAsync(channel.Call(new string('x', 1001)).ResponseAsync));
    }

    [Fact]
    public async Task Call_ResponseLongerThanTheClientTakes_IsExhausted()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        using var channel = server.Channel(new GrpcChannelOptions { MaxReceiveMessageSize = 1000 });
        Assert.Equal(1000, (await channel.Call(new string('x', 1000))).Length);
        Assert.Equal(StatusCode.ResourceExhausted, await Texts.CodeAsync(channel.Call(new string('x', 1001)).ResponseAsync));
    }

    [Fact]
    public async Task Call_LongerThanMayBeSent_IsExhaustedOnThatSide()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service(), options => options.MaxSendMessageSize = 10);
        using var channel = server.Channel(new GrpcChannelOptions { MaxSendMessageSize = 20 });
        Assert.Equal(StatusCode.ResourceExhausted, await Texts.CodeAsync(channel.Call(new string('x', 11)).ResponseAsync));
        Assert.Equal(StatusCode.ResourceExhausted, await Texts.CodeAsync(channel.Call(new string('x', 21)).ResponseAsync));
        Assert.Equal("ten letter", await channel.Call("ten letter"));
    }

    [Fact]
    public async Task Call_FourMebibytes_IsWhatIsTakenAtMost()
    {
        await using var server = await RunningServer.StartAsync(Texts.Service());
        using var channel = server.Channel();
        Assert.Equal(4 << 20, (await channel.Call(new string('x', 4 << 20))).Length);
        Assert.Equal(StatusCode.ResourceExhausted, await Texts.CodeAsync(channel.Call(new string('x', (4 << 20) + 1)).ResponseAsync));
    }
}
